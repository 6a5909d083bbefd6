"""Content that is broken in one place, and the problems that must be found in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """A file of the small content with words swapped, and what is then reported."""

    name: str
    file: str
    swaps: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


BROKEN = (
    Broken(
        "a_missing_name",
        "uk/services/rescue.yaml",
        (("for_whom: For people in need.\n", ""),),
        ("uk/services/rescue.yaml:1: `for_whom` is missing.",),
    ),
    Broken(
        "a_name_nobody_declared",
        "uk/services/rescue.yaml",
        (("name: Rescue", "name: Rescue\nnickname: R"),),
        ("uk/services/rescue.yaml:3: `nickname` is not a name this file may hold.",),
    ),
    Broken(
        "a_value_outside_its_list",
        "uk/services/rescue.yaml",
        (("status: current", "status: open"),),
        ("uk/services/rescue.yaml:3: `status` may not be `open`.",),
    ),
    Broken(
        "an_ill_formed_id",
        "uk/services/rescue.yaml",
        (("id: rescue", "id: Rescue!"),),
        (
            "uk/services/rescue.yaml:1: The id `Rescue!` differs from the name on disk, `rescue`.",
            "uk/services/rescue.yaml:1: `Rescue!` is not a well formed `id`.",
        ),
    ),
    Broken(
        "a_value_of_the_wrong_sort",
        "uk/services/rescue.yaml",
        (("checked: 2026-11-21", "checked: soon"),),
        (
            "uk/services/rescue.yaml:13: `checked` is wrong: Input should be a valid date or datetime, input is too short.",
        ),
    ),
    Broken(
        "an_id_unlike_its_file",
        "uk/services/fraud-line.yaml",
        (("id: fraud-line", "id: fraud-lines"),),
        ("uk/services/fraud-line.yaml:1: The id `fraud-lines` differs from the name on disk, `fraud-line`.",),
    ),
    Broken(
        "a_jurisdiction_unlike_its_folder",
        "uk/jurisdiction.yaml",
        (("id: uk", "id: gb"),),
        ("uk/jurisdiction.yaml:1: The id `gb` differs from the name on disk, `uk`.",),
    ),
    Broken(
        "a_key_written_twice",
        "uk/services/rescue.yaml",
        (("name: Rescue", "name: Rescue\nname: Help"),),
        ("uk/services/rescue.yaml:3: `name` is written twice.",),
    ),
    Broken(
        "a_tag",
        "uk/services/rescue.yaml",
        (("name: Rescue", "name: !!python/name:os.system Rescue"),),
        ("uk/services/rescue.yaml:2: The tag tag:yaml.org,2002:python/name:os.system is not allowed.",),
    ),
    Broken(
        "an_anchor_used_again",
        "uk/services/rescue.yaml",
        (("name: Rescue", "name: &n Rescue"), ("For people in need.", "*n")),
        (
            "uk/services/rescue.yaml:2: An anchor is used again here.",
            "uk/services/rescue.yaml:4: `for_whom` is missing.",
        ),
    ),
    Broken(
        "text_that_is_not_yaml",
        "uk/services/rescue.yaml",
        (("name: Rescue", "name: [Rescue"),),
        ("uk/services/rescue.yaml:3: This is not YAML in UTF-8: did not find expected ',' or ']'.",),
    ),
    Broken(
        "a_file_without_names",
        "uk/services/rescue.yaml",
        (
            (
                "id: rescue\nname: Rescue\nstatus: current\nfor_whom: For people in need.\nserves:\n  countries: [GB]\nchannels:\n  - type: phone\n    value: '999'\n    hours: 24/7\n    confidence: seen\nsource: a test\nchecked: 2026-11-21\nconfidence: seen\n",
                "- rescue\n",
            ),
        ),
        ("uk/services/rescue.yaml:1: The file holds no named values.",),
    ),
    Broken(
        "an_unknown_service",
        "uk/jurisdiction.yaml",
        (("emergency_service: rescue", "emergency_service: resque"),),
        ("uk/jurisdiction.yaml:6: There is no service `resque`.",),
    ),
    Broken(
        "a_replaced_service",
        "uk/services/fraud-line.yaml",
        (("status: current", "status: replaced\nreplaced_by: rescue"),),
        (
            "uk/owners.yaml:2: The service `fraud-line` was replaced by `rescue`.",
            "uk/recording.yaml:3: The service `fraud-line` was replaced by `rescue`.",
        ),
    ),
    Broken(
        "replaced_without_a_follower",
        "uk/services/fraud-line.yaml",
        (("status: current", "status: replaced"),),
        ("uk/services/fraud-line.yaml:3: `status: replaced` and `replaced_by` belong together.",),
    ),
    Broken(
        "a_follower_that_is_not_there",
        "uk/services/rescue.yaml",
        (("status: current", "status: current\nreplaced_by: nobody"),),
        (
            "uk/services/rescue.yaml:3: `status: replaced` and `replaced_by` belong together.",
            "uk/services/rescue.yaml:4: There is no service `nobody`.",
        ),
    ),
    Broken(
        "hours_nobody_can_read",
        "uk/services/rescue.yaml",
        (("hours: 24/7", "hours: all day"),),
        ("uk/services/rescue.yaml:10: These hours cannot be understood.",),
    ),
    Broken(
        "an_ill_formed_number",
        "uk/services/fraud-line.yaml",
        (("    hours: 24/7", "    e164: '0300 123 2040'\n    hours: 24/7"),),
        ("uk/services/fraud-line.yaml:10: `0300 123 2040` is not `0300 123 2040` in international form.",),
    ),
    Broken(
        "two_spellings_of_a_number_that_differ",
        "uk/services/fraud-line.yaml",
        (("    hours: 24/7", "    e164: '+443001232041'\n    hours: 24/7"),),
        ("uk/services/fraud-line.yaml:10: `+443001232041` is not `0300 123 2040` in international form.",),
    ),
    Broken(
        "an_address_without_encryption",
        "uk/services/fraud-line.yaml",
        (("type: phone\n    value: '0300 123 2040'", "type: web\n    value: http://example.org"),),
        ("uk/services/fraud-line.yaml:9: `http://example.org` is not an https address.",),
    ),
    Broken(
        "half_a_confirmation",
        "uk/services/rescue.yaml",
        (("source: a test", "source: a test\nconfirmed_by: A Person"),),
        ("uk/services/rescue.yaml:13: `confirmed_by` and `confirmed_on` belong together.",),
    ),
    Broken(
        "an_unknown_situation",
        "uk/services/rescue.yaml",
        (("source: a test", "situations: [danger-then]\nsource: a test"),),
        ("uk/services/rescue.yaml:12: There is no situation `danger-then`.",),
    ),
    Broken(
        "a_kind_without_an_owner",
        "uk/owners.yaml",
        (("fake-shop: {default: [fraud-line]}", "fake-shop: {scotland: [fraud-line]}"),),
        ("common/kinds/fake-shop.yaml:1: Nobody owns the kind `fake-shop`.",),
    ),
    Broken(
        "an_owner_that_does_not_serve_the_place",
        "uk/services/fraud-line.yaml",
        (("countries: [GB]", "countries: [GB]\n  nations: [england, wales, northern-ireland]"),),
        ("common/kinds/fake-shop.yaml:1: `fraud-line` owns `fake-shop` in scotland, but does not serve it.",),
    ),
    Broken(
        "an_owner_that_does_not_serve_the_country",
        "uk/owners.yaml",
        (("{default: [fraud-line]}", "{default: [fraud-line], US: [fraud-line]}"),),
        ("common/kinds/fake-shop.yaml:1: `fraud-line` owns `fake-shop` in US, but does not serve it.",),
    ),
    Broken(
        "an_owner_of_the_young_that_does_not_exist",
        "uk/owners.yaml",
        (("{default: [fraud-line]}", "{default: [fraud-line], under-18: {default: [childhood]}}"),),
        ("uk/owners.yaml:2: There is no service `childhood`.",),
    ),
    Broken(
        "owners_of_an_unknown_kind",
        "uk/owners.yaml",
        (("owners:", "owners:\n  fake-shops: {default: [fraud-line]}"),),
        ("uk/owners.yaml:2: There is no kind `fake-shops`.",),
    ),
    Broken(
        "an_unknown_stop_first",
        "common/kinds/fake-shop.yaml",
        (("support_offered: true", "support_offered: true\nstop_first: [bank]"),),
        ("common/kinds/fake-shop.yaml:9: There is no service `bank`.",),
    ),
    Broken(
        "an_unknown_question_of_a_kind",
        "common/kinds/fake-shop.yaml",
        (("ask: [story]", "ask: [tale]"),),
        ("common/kinds/fake-shop.yaml:10: There is no question `tale`.",),
    ),
    Broken(
        "an_unknown_kind_of_a_question",
        "common/questions/first.yaml",
        (("kinds: ['set:money']", "kinds: [false-shop]"),),
        ("common/questions/first.yaml:15: There is no kind `false-shop`.",),
    ),
    Broken(
        "an_unknown_kind_set",
        "common/questions/first.yaml",
        (("kinds: ['set:money']", "kinds: ['set:cash']"),),
        ("common/questions/first.yaml:15: There is no kind set `cash`.",),
    ),
    Broken(
        "a_question_that_depends_on_a_later_one",
        "common/questions/first.yaml",
        (("    type: radio", "    type: radio\n    ask_if: {story: [any]}"),),
        ("common/questions/first.yaml:9: `who` depends on `story`, which is not asked before it.",),
    ),
    Broken(
        "a_question_that_waits_for_no_answer",
        "common/questions/first.yaml",
        (("who: [self]", "who: [myself]"),),
        ("common/questions/first.yaml:17: `who` has no answer `myself`.",),
    ),
    Broken(
        "a_question_in_no_section",
        "common/questions/first.yaml",
        (("  section: first", "  section: last"),),
        (
            "common/questions/first.yaml:6: There is no section `last`.",
            "common/questions/first.yaml:12: There is no section `last`.",
        ),
    ),
    Broken(
        "an_unknown_kind_in_a_set",
        "common/kind_sets.yaml",
        (("[fake-shop]", "[fake-shop, shop]"),),
        ("common/kind_sets.yaml:2: There is no kind `shop`.",),
    ),
    Broken(
        "a_unit_with_odd_hours",
        "uk/units/desk.yaml",
        (("Mo-Fr 09:00-17:00", "office hours"),),
        ("uk/units/desk.yaml:3: These hours cannot be understood.",),
    ),
    Broken(
        "no_fallback_unit",
        "uk/units/desk.yaml",
        (("fallback: true\n", ""),),
        ("uk/units/desk.yaml:1: There are 0 fallback units; there must be exactly one.",),
    ),
    Broken(
        "a_kind_that_no_unit_takes_outside_an_area",
        "uk/units/desk.yaml",
        (("fallback: true", "fallback: true\nareas: [derby]"),),
        ("uk/units/desk.yaml:1: No unit takes `fake-shop` elsewhere.",),
    ),
    Broken(
        "a_kind_that_no_unit_takes",
        "uk/units/desk.yaml",
        (("fallback: true", "fallback: true\nkinds: ['group:messages']"),),
        ("uk/units/desk.yaml:5: No unit takes `fake-shop` elsewhere.",),
    ),
    Broken(
        "a_unit_for_an_unknown_kind",
        "uk/units/desk.yaml",
        (("fallback: true", "fallback: true\nkinds: [shop, fake-shop]"),),
        ("uk/units/desk.yaml:5: There is no kind `shop`.",),
    ),
    Broken(
        "a_nation_where_nobody_records",
        "uk/recording.yaml",
        (("countries: [GB]", "countries: [GB]\n    nations: [england, wales, scotland]"),),
        ("uk/recording.yaml:1: Nobody records `fake-shop` in northern-ireland.",),
    ),
    Broken(
        "a_form_with_an_unknown_question",
        "uk/recording.yaml",
        (("[story]", "[story, tale]"),),
        ("uk/recording.yaml:4: There is no question `tale`.",),
    ),
    Broken(
        "an_unknown_recording_kind",
        "uk/recording.yaml",
        (("    service:", "    service: fraud-line\n  - kinds: [shop]\n    service:"),),
        ("uk/recording.yaml:4: There is no kind `shop`.",),
    ),
    Broken(
        "a_duration_nobody_can_read",
        "uk/promises/first-read.yaml",
        (("P1D", "one day"),),
        ("uk/promises/first-read.yaml:6: `one day` is not a duration that working days can count.",),
    ),
    Broken(
        "a_duration_that_working_days_cannot_count",
        "uk/promises/first-read.yaml",
        (("P1D", "PT4H"),),
        ("uk/promises/first-read.yaml:6: `PT4H` is not a duration that working days can count.",),
    ),
    Broken(
        "an_unknown_time_zone",
        "uk/jurisdiction.yaml",
        (("Europe/London", "Europe/Londinium"),),
        ("uk/jurisdiction.yaml:4: There is no time zone `Europe/Londinium`.",),
    ),
    Broken(
        "an_unknown_service_on_a_page",
        "common/guidance/after.yaml",
        (("[rescue]", "[rescuers]"),),
        ("common/guidance/after.yaml:8: There is no service `rescuers`.",),
    ),
    Broken(
        "an_unknown_service_left_out_of_triage",
        "uk/triage.yaml",
        (("routes: []", "routes: []\nnot_listed: [rescuers]"),),
        ("uk/triage.yaml:4: There is no service `rescuers`.",),
    ),
    Broken(
        "a_reporting_page_without_encryption",
        "world/countries.yaml",
        (("'112']}", "'112'], reporting: {web: 'http://example.org', source: a, confidence: seen}}"),),
        ("world/countries.yaml:5: `http://example.org` is not an https address.",),
    ),
    Broken(
        "a_long_sentence",
        "uk/services/rescue.yaml",
        (
            (
                "For people in need.",
                "For very very very very very very very very very very very very very very very very very very very very very very very very very needy people. Yes.",
            ),
        ),
        ("uk/services/rescue.yaml:4: A sentence has 28 words: “For very very very very very very very v…”.",),
    ),
    Broken(
        "a_known_number_in_public_words",
        "common/guidance/after.yaml",
        (("You get a reference.", "Ring 999 now."),),
        ("common/guidance/after.yaml:7: “999” is a number to dial.",),
    ),
    Broken(
        "a_long_number_in_public_words",
        "common/guidance/after.yaml",
        (("You get a reference.", "Ring +44 1632 960 001 now."),),
        ("common/guidance/after.yaml:7: “+44 1632 960 001” is a number to dial.",),
    ),
    Broken(
        "a_kind_without_a_label",
        "common/kinds/fake-shop.yaml",
        (("label: A shop that is not real\n", ""),),
        ("common/kinds/fake-shop.yaml:1: `label` is missing.",),
    ),
    Broken(
        "a_label_that_is_a_list",
        "common/situations.yaml",
        (("label: Someone is in danger", "label: [danger]"),),
        ("common/situations.yaml:3: `label` is wrong: Input should be a valid string.",),
    ),
    Broken(
        "owners_that_are_a_list",
        "uk/owners.yaml",
        (("fake-shop: {default: [fraud-line]}", "  - fake-shop"),),
        (
            "common/kinds/fake-shop.yaml:1: Nobody owns the kind `fake-shop`.",
            "uk/owners.yaml:1: `owners` is wrong: Input should be a valid dictionary.",
        ),
    ),
    Broken(
        "a_list_that_is_text",
        "common/situations.yaml",
        (("situations:\n  - id: danger-now\n    label: Someone is in danger\n", "situations: danger\n"),),
        ("common/situations.yaml:1: `situations` is not a list, or `each` holds no named values.",),
    ),
    Broken(
        "an_item_of_a_list_that_is_text",
        "common/situations.yaml",
        (("  - id: danger-now\n    label: Someone is in danger\n", "  - danger\n"),),
        ("common/situations.yaml:2: `label` is missing.",),
    ),
    Broken(
        "two_of_the_same_id_in_a_list",
        "common/situations.yaml",
        (
            (
                "  - id: danger-now\n    label: Someone is in danger\n",
                "  - id: danger-now\n    label: Someone is in danger\n  - id: danger-now\n    label: Again\n",
            ),
        ),
        ("common/situations.yaml:4: `danger-now` is also declared in content/common/situations.yaml.",),
    ),
)
