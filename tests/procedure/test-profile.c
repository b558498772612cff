/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading a profile and an agency: what is refused, and that the message names the place. */
#include <string.h>

#include "loket-error.h"
#include "small.h"

typedef struct {
  const char *place;  /* what is changed */
  const char *value;  /* JSON; NULL: taken away */
  const char *wanted; /* how the message begins */
} Broken;

#define TEXT "{\"nl\":\"a\",\"fr\":\"b\",\"de\":\"c\",\"en\":\"d\"}"

#define WINDOW(days, from, until)                                                                  \
  "{\"days\":[" days "],\"from\":\"" from "\",\"until\":\"" until "\"}"
#define FIGURE(value)                                                                              \
  "[{\"code\":\"f\",\"names\":" TEXT ",\"value\":" value                                           \
  ",\"unit\":\"minute\",\"importedFrom\":" TEXT ",\"basis\":" FACT ("true") "}]"
#define ROUTING(start, option)                                                                     \
  "{\"start\":\"" start "\",\"nodes\":[{\"id\":\"a\",\"question\":" TEXT                           \
  ",\"options\":[{\"names\":" TEXT "," option "}]}]}"
#define FACT(value) "{\"value\":" value ",\"confirmed\":false}"
#define STEP(step) "{\"step\":\"" step "\",\"names\":" TEXT "}"
#define ROW(act, rest) "{\"act\":\"" act "\"," rest "}"

#define COPIED(from, more)                                                                         \
  "{\"clock\":\"remedy\",\"kind\":\"legal\",\"names\":" TEXT                                       \
  ",\"copiedFrom\":" FACT ("\"" from "\"") ",\"satisfiedBy\":[]" more "}"

#define STAYED(until)                                                                              \
  ",\"whose\":\"citizen\",\"stayedBy\":{\"until\":" until ",\"months\":" FACT ("4") "}"

static const Broken broken_profiles[] = {
    /* members and types */
    {"colour", "\"red\"", "colour: unknown member"},
    {"names", NULL, "names: is missing"},
    {"names", "\"small\"", "names: an object is wanted"},
    {"names.de", NULL, "names.de: is missing"},
    {"names.de", "\" \"", "names.de: a text is wanted"},
    {"names.es", "\"x\"", "names.es: unknown member"},
    {"names.nl", "7", "names.nl: a text is wanted"},
    {"id", "\"a b\"", "id: `a b` is no code"},
    {"version", "\"one\"", "version: `one` is no version"},
    {"version", "\"1a\"", "version: `1a` is no version"},
    {"version", "\"0\"", "version: `0` is no version"},
    {"version", "\"01\"", "version: `01` is no version"},
    {"steps", "{}", "steps: a list is wanted"},
    {"steps.1", "\"intake\"", "steps[1]: an object is wanted"},
    {"norms.1", "{\"code\":\"courtesy\",\"names\":" TEXT "}", "norms[1].code: `courtesy` is there"},
    {"demandKinds.1", "{\"code\":\"complaint\",\"names\":" TEXT ",\"handling\":\"record\"}",
     "demandKinds[1].code: `complaint` is there"},
    {"carriers.0.preferred", "false", "carriers[0].preferred: only true"},
    {"carriers.0.preferred", "\"yes\"", "carriers[0].preferred: true or false"},
    {"answerChannels.answer.0", "\"pigeon\"", "answerChannels.answer[0]: unknown word `pigeon`"},
    {"demandKinds.0.handling", "\"burn\"", "demandKinds[0].handling: unknown word `burn`"},
    {"grounds.0.kind", "\"tooLate\"", "grounds[0].kind: unknown word `tooLate`"},
    {"grounds.0.basis.value", "\"x\"", "grounds[0].basis.value: true or false"},
    {"checklist.0.code", "\"smiled\"", "checklist[0].code: unknown word `smiled`"},
    {"answerElements.0.weight", "\"maybe\"", "answerElements[0].weight: unknown word `maybe`"},
    {"letters.0.kind", "\"postcard\"", "letters[0].kind: unknown word `postcard`"},
    {"letters.0.step", "\"mediating\"", "letters[0].step: `mediating` is no step of this profile"},
    {"nextLine.opensOn.0", "\"bored\"", "nextLine.opensOn[0]: unknown word `bored`"},
    {"nextLine.chain.0.fax", "\"1\"", "nextLine.chain[0].fax: unknown member"},
    {"nextLine.chain.1", "{\"code\":\"ombudsman\",\"names\":" TEXT ",\"basis\":" FACT ("true") "}",
     "nextLine.chain[1].code: `ombudsman` is there"},
    {"notes.0", "\"a\"", "notes[0]: an object is wanted"},
    {"reportCells", "[]", "reportCells: an object is wanted"},
    /* facts */
    {"languageRule.confirmed", NULL, "languageRule.confirmed: is missing"},
    {"languageRule.value", NULL, "languageRule.value: is missing"},
    {"languageRule.value.rule", "\"dice\"", "languageRule.value.rule: unknown word `dice`"},
    {"languageRule.checkedOn", "\"yesterday\"", "languageRule.checkedOn: a date"},
    {"scope.confirmed", "true", "scope.source: a confirmed fact must have a source"},
    {"intakeFields.0.need.value", "\"nice\"", "intakeFields[0].need.value: unknown word `nice`"},
    {"validity.receivedFrom", "\"2020-02-30\"", "validity.receivedFrom: a date"},
    {"validity.receivedUntil", "\"2019-12-31\"", "validity.receivedUntil: lies before"},
    {"validity.source", NULL, "validity.source: what is confirmed must have a source"},
    {"validity.appliesTo", "\"all\"", "validity.appliesTo: unknown word `all`"},
    /* steps and rows */
    {"steps.0", NULL, "steps: `intake` is missing"},
    {"steps.3", NULL, "steps: `closed` is missing"},
    {"steps.4", "{\"step\":\"intake\",\"names\":" TEXT "}", "steps[4].step: `intake` is there"},
    {"steps.4", "{\"step\":\"waiting\",\"names\":" TEXT "}", "steps[4].step: unknown word"},
    {"steps.4", "{\"step\":\"mediating\",\"names\":" TEXT "}",
     "steps[4]: `mediating` cannot be reached from `intake`"},
    {"steps",
     "[" STEP ("mediating") "," STEP ("intake") "," STEP ("investigating") "," STEP (
         "aftercare") "," STEP ("closed") "]",
     "steps[0]: `mediating` cannot be reached from `intake`"},
    {"acts.9", NULL, "steps[2]: `closed` cannot be reached from `aftercare`"},
    {"acts.0.act", "\"wave\"", "acts[0].act: unknown word `wave`"},
    {"acts.0.in", "[]", "acts[0].in: a step is wanted"},
    {"acts.0.in.0", "\"lunch\"", "acts[0].in[0]: unknown word `lunch`"},
    {"acts.0.in.0", "\"mediating\"", "acts[0].in: `mediating` is no step of this profile"},
    {"acts.1.to", "\"nowhere\"", "acts[1].to: unknown word `nowhere`"},
    {"acts.1.to", "\"mediating\"", "acts[1].to: `mediating` is no step of this profile"},
    {"acts.8.to.otherwise", NULL, "acts[8].to.otherwise: is missing"},
    {"acts.8.to.remedyOpen", "\"answering\"", "acts[8].to: `answering` is no step"},
    {"acts.1.outcome", "\"none\"", "acts[1].outcome: unknown word `none`"},
    {"acts.2.when", "{}", "acts[2].when.kind: is missing"},
    {"acts.2.when.kind", "[]", "acts[2].when.kind: a kind is wanted"},
    {"acts.3.when.kind.0", "\"notHandled\"", "acts[3]: a second row for `decline` in `intake`"},
    {"acts.3.when", NULL, "acts[3]: a second row for `decline` in `intake`"},
    {"acts.15", ROW ("takeUp", "\"in\":[\"closed\",\"intake\"]"), "acts[15]: a second row for"},
    {"acts.1", ROW ("acknowledge", "\"in\":[\"closed\",\"intake\"]"),
     "acts[1]: a second row for `acknowledge` in `intake`; the first is acts[0]"},
    {"acts.15", ROW ("note", "\"in\":[\"intake\"]"), "acts[15].act: `note` is possible everywhere"},
    {"acts.0.guards.0.guard", "\"luck\"", "acts[0].guards[0].guard: unknown word `luck`"},
    {"acts.0.guards.0.else", "\"allowed\"", "acts[0].guards[0].else: unknown word `allowed`"},
    {"acts.0.guards.0.act", "\"answer\"", "acts[0].guards[0].act: does not go with `notYetDone`"},
    {"acts.6.guards.0.act", NULL, "acts[6].guards[0].act: is missing with `done`"},
    {"acts.6.guards.0.clock", "\"answer\"", "acts[6].guards[0].clock: does not go with `done`"},
    {"acts.4.guards.1.clock", NULL, "acts[4].guards[1].clock: is missing with `beforeTermEnds`"},
    {"acts.0.guards.0.relation", "\"bundle\"",
     "acts[0].guards[0].relation: does not go with `notYetDone`"},
    {"acts.0.perDemand", "false", "acts[0].perDemand: only true"},
    {"acts.0.guards.0.guard", "\"linked\"", "acts[0].guards[0].relation: is missing with `linked`"},
    {"acts.0.guards.0", "{\"guard\":\"linked\",\"relation\":\"cousin\"}",
     "acts[0].guards[0].relation: unknown word `cousin`"},
    {"acts.4.guards.1.clock", "\"admissibility\"",
     "acts[4].guards[1].clock: `admissibility` is no clock of this profile"},
    {"acts.4.guards.0.clock", "\"acknowledgement\"",
     "acts[4].guards[0].clock: `acknowledgement` has no extensions"},
    /* clocks */
    {"clocks.0.clock", "\"lunch\"", "clocks[0].clock: unknown word `lunch`"},
    {"clocks.2.clock", "\"answer\"", "clocks[2].clock: `answer` is there"},
    {"clocks.0.kind", "\"holy\"", "clocks[0].kind: unknown word `holy`"},
    {"clocks.0.anchor.value", "\"fullMoon\"", "clocks[0].anchor.value: unknown word `fullMoon`"},
    {"clocks.0.anchor.value", "\"settle\"", "clocks[0].anchor.value: `settle` has no row"},
    {"clocks.0.amount.value", "0", "clocks[0].amount.value: a number from 1"},
    {"clocks.0.amount.value", "10000", "clocks[0].amount.value: a number from 1"},
    {"clocks.0.amount.value", "1.5", "clocks[0].amount.value: a whole number"},
    {"clocks.0.amount", NULL, "clocks[0].amount: is missing"},
    {"clocks.0.unit", NULL, "clocks[0].unit: is missing"},
    {"clocks.0.unit.value", "\"moon\"", "clocks[0].unit.value: unknown word `moon`"},
    {"clocks.0.unit.value", "\"workingHour\"", "clocks[0].openingHours: is missing with"},
    {"clocks.0.openingHours", FACT ("[" WINDOW ("1", "09:00", "17:00") "]"),
     "clocks[0].openingHours: does not go with `workingDay`"},
    {"clocks.1.unit.value", "\"hour\"", "clocks[1].unit.value: `hour` is neither extended nor"},
    {"clocks.0.pick", "\"last\"", "clocks[0].pick: `received` happens once"},
    {"clocks.0.pick", "\"third\"", "clocks[0].pick: unknown word `third`"},
    {"clocks.0.anchorFrom", "[\"citizen\"]", "clocks[0].anchorFrom: `received` comes from nobody"},
    {"clocks.0.anchorFrom", "[]", "clocks[0].anchorFrom: "},
    {"clocks.0.anchorFrom", "[\"moon\"]", "clocks[0].anchorFrom[0]: unknown word `moon`"},
    {"clocks.0.satisfiedBy.0.from", "[]", "clocks[0].satisfiedBy[0].from: somebody is wanted"},
    {"clocks.0.skippedBy.0.from", "[\"moon\"]", "clocks[0].skippedBy[0].from[0]: unknown word"},
    {"clocks.0.whose", "\"nobody\"", "clocks[0].whose: unknown word `nobody`"},
    {"clocks.0.demands", "[]", "clocks[0].demands: a code is wanted"},
    {"clocks.0.demands", "[\"applause\"]",
     "clocks[0].demands[0]: `applause` is not in demandKinds"},
    {"acts.0.demands", "[\"applause\"]", "acts[0].demands[0]: `applause` is not in demandKinds"},
    {"checklist.0.demands", "[\"applause\"]", "checklist[0].demands[0]: `applause` is not in"},
    {"demandKinds.0.outcomeMarks", "[\"gold\"]", "demandKinds[0].outcomeMarks[0]: `gold` is not"},
    {"clocks.0.copiedFrom", FACT ("\"contestedDecision.appealUntil\""),
     "clocks[0].anchor: does not go with copiedFrom"},
    {"clocks.2", COPIED ("contestedDecision.appealUntil", ""), "clocks[2].whose: only a term of"},
    {"clocks.2", COPIED ("contestedDecision.appealUntil", ",\"pick\":\"last\""),
     "clocks[2].pick: does not go with copiedFrom"},
    {"clocks.2", COPIED ("contestedDecision.until", ""),
     "clocks[2].copiedFrom.value: unknown word"},
    {"clocks.2", COPIED ("recommend.until", ""), "clocks[2].copiedFrom.value: `recommend` has no"},
    {"clocks.2", COPIED ("contestedDecision.appealUntil", STAYED ("[]")),
     "clocks[2].stayedBy.until: names no act"},
    {"clocks.2", COPIED ("contestedDecision.appealUntil", STAYED ("[\"attest\"]")),
     "clocks[2].stayedBy.until[0]: `attest` has no row in acts"},
    {"clocks.2", COPIED ("request.until", STAYED ("[\"answer\"]")),
     "clocks[2].stayedBy: goes with an appeal that is copied"},
    {"clocks.2", COPIED ("request.until", ",\"anchorFrom\":[\"citizen\"]"),
     "clocks[2].anchorFrom: does not go with copiedFrom"},
    {"clocks.0.anchor", NULL, "clocks[0].anchor: is missing"},
    {"clocks.0.endsWith", "\"answer\"", "clocks[0].endsWith: unknown word `answer`"},
    {"clocks.0.endsWith", "\"received\"", "clocks[0].satisfiedBy: does not go with endsWith"},
    {"clocks.2.endsWith", "\"received\"", "clocks[2].whose: only a term of the citizen"},
    {"figures", FIGURE ("\"fast\""), "figures[0].value: a number is wanted"},
    {"figures", FIGURE ("true"), "figures[0].value: a number is wanted"},
    {"mediation", "\"gentle\"", "mediation: unknown word `gentle`"},
    {"template", "false", "template: only true"},
    {"review", "{\"everyMonths\":0}", "review.everyMonths: a number from 1"},
    {"routing", ROUTING ("b", "\"go\":\"b\""), "routing.start: `b` is no node"},
    {"routing", ROUTING ("a", "\"go\":\"a\""), "routing.nodes[0].options[0].go: leads back to"},
    {"routing", ROUTING ("a", "\"go\":\"c\""), "routing.nodes[0].options[0].go: `c` is no node"},
    {"routing", ROUTING ("a", "\"go\":\"a\",\"demands\":[\"complaint\"]"),
     "routing.nodes[0].options[0].go: either `go` or `demands`"},
    {"routing", ROUTING ("a", "\"demands\":[\"applause\"]"),
     "routing.nodes[0].options[0].demands[0]: `applause` is not in"},
    {"clocks.0.calendar", NULL, "clocks[0].unit.value: `workingDay` needs a calendar"},
    {"clocks.1.monthRule", NULL, "clocks[1].unit.value: `month` needs a monthRule"},
    {"clocks.1.monthRule", "\"lastDay\"", "clocks[1].monthRule: unknown word `lastDay`"},
    {"clocks.0.rollRule", NULL, "clocks[0].rollRule: is missing"},
    {"clocks.0.rollRule.value", "\"back\"", "clocks[0].rollRule.value: unknown word `back`"},
    {"clocks.0.counts", NULL, "clocks[0].counts: is missing"},
    {"clocks.0.counts.value", "\"thought\"", "clocks[0].counts.value: unknown word `thought`"},
    {"clocks.0.satisfiedBy", NULL, "clocks[0].satisfiedBy: is missing"},
    {"clocks.0.satisfiedBy.0.act", "\"smile\"", "clocks[0].satisfiedBy[0].act: unknown word"},
    {"clocks.0.satisfiedBy.0.act", "\"settle\"",
     "clocks[0].satisfiedBy[0].act: `settle` has no row"},
    {"clocks.0.skippedBy.0.act", "\"settle\"", "clocks[0].skippedBy[0].act: `settle` has no row"},
    {"clocks.0.skippedBy.0.when", "\"soon\"", "clocks[0].skippedBy[0].when: unknown word `soon`"},
    {"clocks.1.satisfiedBy.1.kind", "[]", "clocks[1].satisfiedBy[1].kind: a kind is wanted"},
    {"clocks.1.skippedBy.0", ROW ("answer", "\"kind\":[]"), "clocks[1].skippedBy[0].kind: a kind"},
    {"clocks.1.extensions.max.value", "0", "clocks[1].extensions.max.value: a number from 1"},
    {"clocks.1.extensions.act", "\"inform\"", "clocks[1].extensions.act: unknown word `inform`"},
    {"clocks.1.extensions.unit.value", "\"hour\"", "clocks[1].extensions.unit.value: an extension"},
    {"clocks.1.extensions.unit.value", "\"workingDay\"",
     "clocks[1].extensions.unit.value: `workingDay` needs a calendar"},
    {"acts.4", NULL, "clocks[1].extensions.act: `extend` has no row"},
    {"clocks.1.suspendedBy.value", "false", "clocks[1].suspendedBy.value: only true"},
    {"clocks.2.amount", FACT ("3"), "clocks[2].amount: does not go with noTerm"},
    {"clocks.2.unit", FACT ("\"week\""), "clocks[2].unit: does not go with noTerm"},
    {"clocks.2.suspendedBy", FACT ("true"), "clocks[2].suspendedBy: does not go with noTerm"},
    {"clocks.0.warnDays.0", "\"two\"", "clocks[0].warnDays[0]: a whole number"},
};

static void
test_broken (void)
{
  g_autoptr (JsonNode) node = small_load ("small.json");

  for (gsize i = 0; i < G_N_ELEMENTS (broken_profiles); i++) {
    const Broken *broken = &broken_profiles[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) json =
        small_change (json_node_get_object (node), broken->place, broken->value);
    g_autoptr (LoketProfile) profile = loket_profile_new (json, &error);

    if (profile != NULL)
      g_error ("%s: is not refused", broken->wanted);
    g_assert_true (error->domain == LOKET_ERROR);
    g_assert_cmpint (error->code, ==,
                     strstr (broken->wanted, "unknown word") != NULL ? LOKET_ERROR_UNKNOWN_WORD
                                                                     : LOKET_ERROR_INVALID);
    if (!g_str_has_prefix (error->message, broken->wanted))
      g_error ("\"%s\", but \"%s\" was wanted", error->message, broken->wanted);
  }
}

/* Changes the first clock of the small profile, which counts working hours for the purpose. */
static void
test_broken_hours (void)
{
  static const Broken broken[] = {
      {"", WINDOW ("1", "9:00", "17:00"), "[0].from: a time from"},
      {"", WINDOW ("1", "24:00", "24:00"), "[0].from: a time from"},
      {"", WINDOW ("1", "23:60", "24:00"), "[0].from: a time from"},
      {"", WINDOW ("1", "09:00", "24:01"), "[0].until: a time after"},
      {"", WINDOW ("1", "09:00", "09:00"), "[0].until: a time after"},
      {"", WINDOW ("1,8", "09:00", "17:00"), "[0].days[1]: 1 (Monday) to 7"},
      {"", WINDOW ("0", "09:00", "17:00"), "[0].days[0]: a number from 1"},
      {"", WINDOW ("6,7", "09:00", "17:00"), ": a window on a working day"},
      {"", WINDOW ("1,2", "09:00", "12:00") "," WINDOW ("2,3", "11:59", "17:00"),
       "[1]: overlaps with [0]"},
      {"", WINDOW ("1,2", "09:00", "12:00") "," WINDOW ("2,3", "12:00", "17:00"), NULL},
      {"", WINDOW ("5", "00:00", "24:00"), NULL},
  };
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) hours =
      small_change (json_node_get_object (node), "clocks.0.unit.value", "\"workingHour\"");

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autofree char *fact = g_strdup_printf (FACT ("[%s]"), broken[i].value);
    g_autofree char *wanted = g_strconcat ("clocks[0].openingHours.value", broken[i].wanted, NULL);
    g_autoptr (JsonObject) json = small_change (hours, "clocks.0.openingHours", fact);
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketProfile) profile = loket_profile_new (json, &error);

    if (broken[i].wanted == NULL)
      g_assert_no_error (error);
    else if (profile != NULL || !g_str_has_prefix (error->message, wanted))
      g_error ("\"%s\", but \"%s\" was wanted", profile != NULL ? "" : error->message, wanted);
  }
}

/* What may be left out or stand otherwise is not refused. */
static void
test_allowed (void)
{
  static const Broken allowed[] = {
      {"reportCells", NULL, NULL},
      {"notes", NULL, NULL},
      {"clocks.0.warnDays", NULL, NULL},
      {"clocks.0.skippedBy", NULL, NULL},
      {"clocks.0.amount.value", "9999", NULL},
      {"clocks.0.amount.value", "1", NULL},
      {"acts.0.guards", NULL, NULL},
      {"version", "\"12\"", NULL},
      {"validity.receivedUntil", "\"2020-01-01\"", NULL},
      {"clocks.0.anchor.value", "\"decisionNotified\"", NULL},
      {"clocks.0.anchor.value", "\"factsHappened\"", NULL},
      {"letters.0.kind", "\"admissibility\"", NULL},
      {"clocks.2", COPIED ("request.until", ",\"pick\":\"last\""), NULL},
      {"clocks.2", COPIED ("takeUp.until", ",\"whose\":\"citizen\""), NULL},
      {"clocks.0.satisfiedBy.0.act", "\"contact\"", NULL},
      {"acts.15", ROW ("takeUp", "\"in\":[\"closed\"]"), NULL},
  };
  g_autoptr (JsonNode) node = small_load ("small.json");

  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) json =
        small_change (json_node_get_object (node), allowed[i].place, allowed[i].value);
    g_autoptr (LoketProfile) profile = loket_profile_new (json, &error);

    g_assert_no_error (error);
    g_assert_nonnull (profile);
  }
}

/* The only way on may be the first row of the file. */
static void
test_first_row_leads (void)
{
  static const Broken changes[] = {
      /* reopen would lead there too */
      {"acts.10", NULL, NULL},
      {"acts.1", NULL, NULL},
      {"acts.0", ROW ("takeUp", "\"in\":[\"intake\"],\"to\":\"investigating\""), NULL},
      {"clocks.0.satisfiedBy", "[]", NULL},
  };
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) json = json_object_ref (json_node_get_object (node));
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketProfile) profile = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    JsonObject *changed = small_change (json, changes[i].place, changes[i].value);

    json_object_unref (json);
    json = changed;
  }
  profile = loket_profile_new (json, &error);
  g_assert_no_error (error);
  g_assert_nonnull (profile);
}

static void
test_getters (void)
{
  static const char *const languages[][2] = {
      {"nl", "nl"},
      {"fr", "fr"},
      {"de", "nl"},
      {NULL, "nl"},
  };
  g_autoptr (LoketRules) rules = small_new_rules ();
  LoketProfile *profile = loket_rules_get_profile (rules, "small", "1");
  JsonObject *ground = loket_profile_find_ground (profile, "unfounded");

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *language = loket_profile_get_letter_language (profile, languages[i][0]);

    g_assert_cmpstr (language, ==, languages[i][1]);
  }
  g_assert_cmpstr (loket_json_peek_string (ground, "kind"), ==, "notHandled");
  g_assert_null (loket_profile_find_ground (profile, "weather"));
  g_assert_null (loket_profile_find_ground (profile, NULL));
  g_assert_cmpuint (json_array_get_length (loket_profile_get_grounds (profile)), ==, 2);
  g_assert_cmpstr (loket_profile_get_office_calendar (profile), ==, "office");
  g_assert_cmpstr (loket_json_peek_string (loket_profile_get_names (profile), "en"), ==,
                   "A small procedure");
}

static void
test_region_language (void)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) json =
      small_change (json_node_get_object (node), "languageRule.value.rule", "\"regionLanguage\"");
  g_autoptr (LoketProfile) profile = loket_profile_new (json, NULL);
  g_autofree char *language = loket_profile_get_letter_language (profile, "fr");

  g_assert_cmpstr (language, ==, "nl");
}

static void
test_agency (void)
{
  static const Broken broken[] = {
      {"targets", NULL, "targets: is missing"},
      {"targets.0.kind", "\"legal\"", "targets[0].kind: only `internal`"},
      {"targets.0.unit.value", "\"workingDay\"", "targets[0].unit.value: `workingDay` needs"},
      {"contact.age", "7", "contact.age: unknown member"},
      {"units.1", "{\"code\":\"counter\",\"names\":" TEXT "}", "units[1].code: `counter` is there"},
      {"referencePrefix", "\"S T\"", "referencePrefix: `S T` is no code"},
      {"letterhead", "\"x\"", "letterhead: a list"},
      {"words", "{\"steps\":{\"moon\":" TEXT "}}", "words.steps.moon: unknown word `moon`"},
      {"words", "{\"acts\":{\"unknown\":" TEXT "}}", "words.acts.unknown: unknown word"},
      {"words", "{\"letters\":{\"answer\":{\"nl\":\"x\"}}}", "words.letters.answer.fr: is missing"},
      {"words", "{\"outcomes\":{\"answered\":\"x\"}}", "words.outcomes.answered: an object"},
      {"words", "{\"outcomes\":[]}", "words.outcomes: an object"},
      {"words", "{\"clocks\":{}}", "words.clocks: unknown member"},
  };
  g_autoptr (JsonNode) node = small_load ("agency.json");
  g_autoptr (LoketAgency) agency = loket_agency_new (json_node_get_object (node), NULL);

  g_assert_cmpstr (loket_agency_get_id (agency), ==, "small-town");
  g_assert_cmpstr (loket_agency_get_procedure (agency), ==, "small");
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) json =
        small_change (json_node_get_object (node), broken[i].place, broken[i].value);

    g_assert_null (loket_agency_new (json, &error));
    if (!g_str_has_prefix (error->message, broken[i].wanted))
      g_error ("\"%s\", but \"%s\" was wanted", error->message, broken[i].wanted);
  }
}

/* One a line: how the message begins, and the profile; for readers of the format elsewhere. */
static void
print_broken (void)
{
  g_autoptr (JsonNode) node = small_load ("small.json");

  for (gsize i = 0; i < G_N_ELEMENTS (broken_profiles); i++) {
    const Broken *broken = &broken_profiles[i];
    g_autoptr (JsonObject) json =
        small_change (json_node_get_object (node), broken->place, broken->value);
    g_autofree char *text = loket_json_object_to_string (json);

    g_print ("%s\t%s\n", broken->wanted, text);
  }
}

int
main (int argc, char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--print-broken")) {
    print_broken ();
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/profile/broken", test_broken);
  g_test_add_func ("/procedure/profile/broken-hours", test_broken_hours);
  g_test_add_func ("/procedure/profile/allowed", test_allowed);
  g_test_add_func ("/procedure/profile/first-row-leads", test_first_row_leads);
  g_test_add_func ("/procedure/profile/getters", test_getters);
  g_test_add_func ("/procedure/profile/region-language", test_region_language);
  g_test_add_func ("/procedure/profile/agency", test_agency);
  return g_test_run ();
}
