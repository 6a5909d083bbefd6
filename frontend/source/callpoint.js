// Improves a page that already works without any script: the design system's components, copying and printing.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { ExitThisPage } from "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs";
import { FileUpload } from "govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { Tabs } from "govuk-frontend/dist/govuk/components/tabs/tabs.mjs";
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";

import { offerCopying } from "./copy.js";
import { offerPrinting } from "./print.js";
import { Radios } from "./radios.js";
import { offerStaying } from "./stay.js";
import { countWords } from "./words.js";

const PLAIN = [Button, Checkboxes, ErrorSummary, ExitThisPage, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs];

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function improve(options) {
  PLAIN.forEach((component) => createAll(component, {}, options));
  createAll(CharacterCount, { i18n: countWords(document.body.dataset) }, options);
  offerCopying(document);
  offerPrinting(document);
  offerStaying(document);
}

improve({});
// On pages of the staff the content of a page changes without loading; what stayed says that it has begun already.
document.addEventListener("callpoint:swapped", () => improve({ onError: () => undefined }));
