/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file says beside what is known: calendars, directories, other versions, the profile that
 * an agency follows. */
#include "config.h"

#include "loket-calendar-private.h"
#include "loket-error.h"
#include "loket-profile-private.h"
#include "loket-rules-check.h"
#include "loket-schema-private.h"

/**
 * loket_data_guess_kind:
 *
 * Returns: what the file is by the members that only one kind of file has; a profile where none
 *   is there
 */
LoketDataKind
loket_data_guess_kind (JsonObject *json)
{
  static const struct {
    const char *member;
    LoketDataKind kind;
  } marks[] = {
      {"clocks", LOKET_DATA_PROFILE},   {"acts", LOKET_DATA_PROFILE},
      {"rules", LOKET_DATA_CALENDAR},   {"extends", LOKET_DATA_CALENDAR},
      {"days", LOKET_DATA_CALENDAR},    {"services", LOKET_DATA_DIRECTORY},
      {"procedure", LOKET_DATA_AGENCY}, {"referencePrefix", LOKET_DATA_AGENCY},
      {"targets", LOKET_DATA_AGENCY},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (json_object_has_member (json, marks[i].member))
      return marks[i].kind;
  }
  return LOKET_DATA_PROFILE;
}

static void
count_in_object (JsonObject *json, guint *facts, guint *unconfirmed)
{
  JsonObjectIter iter;
  JsonNode *node;

  if (json_object_has_member (json, "confirmed")) {
    *facts += 1;
    *unconfirmed += loket_json_peek_boolean (json, "confirmed", FALSE) ? 0 : 1;
  }
  json_object_iter_init (&iter, json);
  while (json_object_iter_next (&iter, NULL, &node))
    loket_data_count_facts (node, facts, unconfirmed);
}

/**
 * loket_data_count_facts:
 * @node: a whole file, or a part of it
 * @facts: (inout): one more for all that says whether it is confirmed
 * @unconfirmed: (inout): one more for those that are not
 */
void
loket_data_count_facts (JsonNode *node, guint *facts, guint *unconfirmed)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    count_in_object (json_node_get_object (node), facts, unconfirmed);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    loket_data_count_facts (json_array_get_element (json_node_get_array (node), i), facts,
                            unconfirmed);
}

static void
refuse_calendar (const char *place, const char *id, LoketFlaws *flaws)
{
  g_autofree char *text = g_strdup_printf ("unknown calendar `%s`", id);

  loket_flaws_add (flaws, LOKET_ERROR_NOT_FOUND, place, text);
}

static void
check_calendar (LoketRules *self, JsonObject *json, const char *member, LoketFlaws *flaws)
{
  const char *id = loket_json_peek_string (json, member);

  if (id != NULL && !loket_flaws_touch (flaws, "%s", member) &&
      loket_rules_get_calendar (self, id) == NULL)
    refuse_calendar (member, id, flaws);
}

static void
check_clock_calendars (LoketRules *self, JsonObject *json, const char *list, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (json, list); i++) {
    JsonObject *clock = _loket_schema_get (json, list, i);
    gsize entered = loket_flaws_enter (flaws, "%s[%u]", list, i);

    if (clock != NULL)
      check_calendar (self, clock, "calendar", flaws);
    loket_flaws_leave (flaws, entered);
  }
}

static void
check_edited (LoketRules *self, JsonObject *json, LoketFlaws *flaws)
{
  LoketProfile *known = loket_rules_get_profile (self, loket_json_peek_string (json, "id"),
                                                 loket_json_peek_string (json, "version"));
  g_autofree char *text = NULL;

  if (known == NULL || loket_json_objects_equal (loket_profile_get_json (known), json))
    return;
  text = g_strdup_printf ("`%s` %s is known with other contents, and a version is never edited: "
                          "the next number is wanted",
                          loket_profile_get_id (known), loket_profile_get_version (known));
  loket_flaws_add (flaws, LOKET_ERROR_REFUSED, "version", text);
}

static void
check_profile (LoketRules *self, JsonObject *json, LoketFlaws *flaws)
{
  const char *directory_id = loket_json_peek_string (json, "directory");
  JsonObject *directory =
      directory_id != NULL ? loket_rules_get_directory (self, directory_id) : NULL;

  _loket_profile_look (json, flaws);
  check_calendar (self, json, "officeCalendar", flaws);
  if (loket_rules_get_calendar (self, "be-legal") == NULL)
    refuse_calendar ("clocks", "be-legal", flaws);
  check_clock_calendars (self, json, "clocks", flaws);
  if (directory != NULL)
    _loket_directory_look_routing (directory, loket_json_peek_object (json, "routing"), flaws);
  check_edited (self, json, flaws);
}

static void
check_base (LoketRules *self, JsonObject *json, LoketFlaws *flaws)
{
  const char *id = loket_json_peek_string (json, "id");
  const char *extends = loket_json_peek_string (json, "extends");

  if (id != NULL && g_strcmp0 (id, extends) == 0)
    _loket_schema_refuse (flaws, "extends: a calendar does not extend itself");
  else
    check_calendar (self, json, "extends", flaws);
}

static gboolean
is_looser (const LoketClockRule *target, const LoketClockRule *clock)
{
  return g_str_equal (target->id_code, clock->id_code) && clock->kind == LOKET_CLOCK_KIND_LEGAL &&
         clock->has_term && target->has_term && target->counted_in == clock->counted_in &&
         target->amount.number > clock->amount.number;
}

/* An agency may be stricter with itself than the law is, never looser. */
static void
check_targets_hold (GArray *targets, GArray *clocks, LoketFlaws *flaws)
{
  for (guint i = 0; i < targets->len; i++) {
    for (guint j = 0; j < clocks->len; j++) {
      const LoketClockRule *clock = &g_array_index (clocks, LoketClockRule, j);

      if (is_looser (&g_array_index (targets, LoketClockRule, i), clock))
        _loket_schema_refuse (flaws,
                              "targets[%u].amount.value: at most %d, the term of the "
                              "procedure",
                              i, clock->amount.number);
    }
  }
}

static void
check_agency (LoketRules *self, JsonObject *json, LoketFlaws *flaws)
{
  const char *id = loket_json_peek_string (json, "procedure");
  LoketProfile *profile = id != NULL ? loket_rules_get_newest (self, id) : NULL;

  _loket_agency_look (json, flaws);
  check_clock_calendars (self, json, "targets", flaws);
  if (id != NULL && profile == NULL && !loket_flaws_touch (flaws, "procedure")) {
    g_autofree char *text = g_strdup_printf ("unknown profile `%s`", id);

    loket_flaws_add (flaws, LOKET_ERROR_NOT_FOUND, "procedure", text);
  }
  if (profile != NULL && loket_json_peek_array (json, "targets") != NULL &&
      !loket_flaws_touch (flaws, "targets")) {
    g_autoptr (GArray) targets = _loket_clocks_read (json, "targets");

    check_targets_hold (targets, profile->clocks, flaws);
  }
}

/**
 * loket_rules_check:
 * @json: a profile, calendar, agency or directory, as data/procedures/FORMAT.md says
 *
 * What is found here and what loading refuses is the same; loading stops at the first.
 */
void
loket_rules_check (LoketRules *self, JsonObject *json, LoketFlaws *flaws)
{
  switch (loket_data_guess_kind (json)) {
  case LOKET_DATA_CALENDAR:
    _loket_calendar_check (json, flaws);
    check_base (self, json, flaws);
    break;
  case LOKET_DATA_AGENCY:
    check_agency (self, json, flaws);
    break;
  case LOKET_DATA_DIRECTORY:
    _loket_directory_look (json, flaws);
    break;
  case LOKET_DATA_PROFILE:
    check_profile (self, json, flaws);
    break;
  }
}
