"""Files that do not fit the others, and the problems that must be found in them."""

from tests.rules.content.makers import Broken

BROKEN_TOGETHER = (
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
        "a_follower_that_is_not_there",
        "uk/services/rescue.yaml",
        (("status: current", "status: current\nreplaced_by: nobody"),),
        (
            "uk/services/rescue.yaml:3: `status: replaced` and `replaced_by` belong together.",
            "uk/services/rescue.yaml:4: There is no service `nobody`.",
        ),
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
        "unknown_services_in_the_table_of_routes",
        "uk/triage.yaml",
        (
            (
                "emergency: {GB: rescue}",
                "emergency: {GB: rescuers}\nalso_serves: {IM: [fraud-line, hotline]}\naliases: {bank: {default: [the-bank]}}",
            ),
            (
                "routes: []",
                "routes:\n  - {id: a, first: [emergency, bank], offer: [fraud-line], hide: [owner], reason: a}",
            ),
        ),
        (
            "uk/triage.yaml:2: There is no service `rescuers`.",
            "uk/triage.yaml:3: There is no service `hotline`.",
            "uk/triage.yaml:4: There is no service `the-bank`.",
            "uk/triage.yaml:6: There is no service `owner`.",
        ),
    ),
)
