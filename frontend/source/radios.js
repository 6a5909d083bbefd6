// The design system's radios without aria-expanded, which ARIA does not allow on a radio button. What a choice reveals
// is still named by aria-controls and comes next in the page.
import { Radios as DesignSystemRadios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";

export class Radios extends DesignSystemRadios {
  syncConditionalRevealWithInputState($input) {
    super.syncConditionalRevealWithInputState($input);
    $input.removeAttribute("aria-expanded");
  }
}
