"""Files that are broken in themselves, and the problems that must be found in them."""

from tests.rules.content.makers import Broken

BROKEN_ALONE = (
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
        "replaced_without_a_follower",
        "uk/services/fraud-line.yaml",
        (("status: current", "status: replaced"),),
        ("uk/services/fraud-line.yaml:3: `status: replaced` and `replaced_by` belong together.",),
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
        "a_unit_with_odd_hours",
        "uk/units/desk.yaml",
        (("Mo-Fr 09:00-17:00", "office hours"),),
        ("uk/units/desk.yaml:3: These hours cannot be understood.",),
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
        "a_column_with_a_field_that_no_report_has",
        "uk/exports.yaml",
        (("field: kind", "field: kinds"),),
        ("uk/exports.yaml:8: No report has the field `kinds`.",),
    ),
    Broken(
        "a_column_that_is_filled_twice",
        "uk/exports.yaml",
        (("name: Kind", "name: Ref"),),
        ("uk/exports.yaml:7: `Ref` is filled twice, or holds another column.",),
    ),
    Broken(
        "a_gap_nobody_explains",
        "uk/outcomes.yaml",
        (("    gap: name the next body\n", ""),),
        ("uk/outcomes.yaml:2: `{gap}` and `gap` go together.",),
    ),
    Broken(
        "an_explained_gap_that_is_nowhere",
        "uk/outcomes.yaml",
        ((" {gap}", ""),),
        ("uk/outcomes.yaml:7: `{gap}` and `gap` go together.",),
    ),
    Broken(
        "a_reason_of_our_own_with_a_number",
        "uk/outcomes.yaml",
        (("    used_by", "    local: true\n    used_by"),),
        (
            "uk/outcomes.yaml:3: An outcome of the official list has a number, and a reason of our own has none.",
        ),
    ),
    Broken(
        "a_second_person_for_a_fact_that_is_none",
        "common/closing.yaml",
        (("danger_now", "danger_then"),),
        ("common/closing.yaml:4: `second_person.facts.danger_then` is not a name this file may hold.",),
    ),
    Broken(
        "a_second_person_for_a_kind_that_is_not_there",
        "common/closing.yaml",
        (("fake-shop", "real-shop"),),
        ("common/closing.yaml:2: There is no kind `real-shop`.",),
    ),
    Broken(
        "distress_of_a_kind_that_is_not_there",
        "common/welfare.yaml",
        (("fake-shop", "real-shop"),),
        ("common/welfare.yaml:4: There is no kind `real-shop`.",),
    ),
    Broken(
        "help_for_staff_that_is_not_there",
        "common/welfare.yaml",
        (("[rescue]", "[rescuers]"),),
        ("common/welfare.yaml:9: There is no service `rescuers`.",),
    ),
    Broken(
        "a_request_due_in_hours_of_working_days",
        "uk/requests.yaml",
        (("due: P1D", "due: PT4H"),),
        ("uk/requests.yaml:7: PT4H is no time that working days can count.",),
    ),
    Broken(
        "a_request_due_at_no_time",
        "uk/requests.yaml",
        (("due_now: PT4H", "due_now: soon"),),
        ("uk/requests.yaml:9: soon is no time that calendar days can count.",),
    ),
    Broken(
        "a_request_to_nobody",
        "uk/requests.yaml",
        (("[rescue]", "[reskue]"),),
        ("uk/requests.yaml:10: There is no service `reskue`.",),
    ),
    Broken(
        "a_request_for_reports_of_no_kind",
        "uk/requests.yaml",
        (("target: phone", "target: phone\n    kinds: [nothing]"),),
        ("uk/requests.yaml:6: There is no kind `nothing`.",),
    ),
    Broken(
        "an_answer_that_stands_twice",
        "uk/requests.yaml",
        (("id: refused", "id: blocked"),),
        ("uk/requests.yaml:11: An answer stands twice.",),
    ),
    Broken(
        "an_answer_about_money_that_its_reporter_never_hears_of",
        "uk/requests.yaml",
        (
            ("target: phone", "target: phone\n    money: true"),
            ("label: Blocked", "label: Blocked, told: They did."),
        ),
        ("uk/requests.yaml:14: The reporter hears nothing of `refused`.",),
    ),
    Broken(
        "an_unknown_time_zone",
        "uk/jurisdiction.yaml",
        (("Europe/London", "Europe/Londinium"),),
        ("uk/jurisdiction.yaml:4: There is no time zone `Europe/Londinium`.",),
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
