/* SPDX-License-Identifier: EUPL-1.2 */
/* What differs between two versions, said or as JSON. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-desk.h"
#include "loket-ctl-diff.h"
#include "loket-ctl-output.h"
#include "loket-error.h"
#include "loket-rules-check.h"
#include "loket-speech-change.h"

static const char *const date_members[] = {"lastDay", "due", "workBy"};

/* ID@VERSION of what is known, where no file has that name. */
static JsonObject *
find_known (LoketRules *rules, const char *name, GError **error)
{
  g_auto (GStrv) words = g_strsplit (name, "@", 2);
  LoketProfile *profile =
      g_strv_length (words) == 2 ? loket_rules_get_profile (rules, words[0], words[1]) : NULL;

  if (profile != NULL)
    return json_object_ref (loket_profile_get_json (profile));
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND,
               _ ("%s: neither a file nor ID@VERSION of a procedure that is known here"), name);
  return NULL;
}

static JsonObject *
load_version (LoketRules *rules, const char *name, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    return find_known (rules, name, error);
  root = loket_json_load (name, error);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_object_ref (json_node_get_object (root));
  if (root != NULL)
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, _ ("%s: an object is wanted here"), name);
  return NULL;
}

/* Another file of a version that is known is what somebody works on: no flaw here. */
static gboolean
check_good (LoketRules *rules, const char *name, JsonObject *json, GError **error)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

  loket_rules_check (rules, json, flaws);
  for (guint i = 0; i < loket_flaws_count (flaws); i++) {
    const LoketFlaw *flaw = loket_flaws_get (flaws, i);

    if (flaw->code == LOKET_ERROR_REFUSED)
      continue;
    g_set_error (error, LOKET_ERROR, flaw->code, _ ("%s: %s: %s; see --check"), name, flaw->place,
                 flaw->text);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_alike (const LoketCtlVersions *versions, GError **error)
{
  LoketDataKind kind = loket_data_guess_kind (versions->before);

  if (kind == loket_data_guess_kind (versions->after) &&
      (kind == LOKET_DATA_PROFILE || kind == LOKET_DATA_CALENDAR))
    return TRUE;
  g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                       _ ("two profiles or two calendars are wanted"));
  return FALSE;
}

/* Only later complaints: then nothing that is open moves, and it is not looked at. */
static gboolean
holds_for_pending (const LoketCtlVersions *versions)
{
  JsonObject *validity = loket_json_peek_object (versions->after, "validity");

  return versions->calendars || validity == NULL ||
         g_strcmp0 (loket_json_peek_string (validity, "appliesTo"), "pending") == 0;
}

static void
build_value (JsonBuilder *builder, const char *member, JsonNode *node)
{
  if (node == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_value (builder, json_node_copy (node));
}

static void
build_change (LoketCtl *self, JsonBuilder *builder, const LoketChange *change)
{
  static const char *const kinds[] = {"value", "comes",     "goes",        "text",
                                      "term",  "confirmed", "unconfirmed", "source"};
  g_autofree char *place = loket_change_dup_place (change);
  g_autofree char *text = loket_speech_say_change (self->speech, change);

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "kind", kinds[change->kind]);
  loket_ctl_build_text (builder, "place", place);
  build_value (builder, "old", change->before);
  build_value (builder, "new", change->after);
  loket_ctl_build_text (builder, "text", text);
  json_builder_end_object (builder);
}

static void
build_dates (JsonBuilder *builder, const char *member, const LoketDay dates[3])
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  for (int i = 0; i < 3; i++)
    loket_ctl_build_day (builder, date_members[i], dates[i]);
  json_builder_end_object (builder);
}

static void
build_moves (JsonBuilder *builder, GPtrArray *moves)
{
  json_builder_set_member_name (builder, "cases");
  json_builder_begin_array (builder);
  for (guint i = 0; i < moves->len; i++) {
    const LoketCtlMove *move = moves->pdata[i];

    json_builder_begin_object (builder);
    loket_ctl_build_text (builder, "reference", move->reference);
    loket_ctl_build_text (builder, "clock", move->clock);
    build_dates (builder, "old", move->before);
    build_dates (builder, "new", move->after);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (LoketCtl *self, GPtrArray *changes, const char *validity, GPtrArray *moves)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "holds", validity);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    build_change (self, builder, changes->pdata[i]);
  json_builder_end_array (builder);
  if (moves != NULL)
    build_moves (builder, moves);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

static void
print_changes (LoketCtl *self, GPtrArray *changes, const char *validity)
{
  for (guint i = 0; i < changes->len; i++) {
    const LoketChange *change = changes->pdata[i];
    g_autofree char *text = loket_speech_say_change (self->speech, change);
    g_autofree char *tame = loket_ctl_tame (text);

    /* A term says at once for whom it is another. */
    if (change->kind == LOKET_CHANGE_TERM && validity != NULL)
      loket_ctl_print ("%s, %s\n", tame, validity);
    else
      loket_ctl_print ("%s\n", tame);
  }
}

static char *
say_dates (const LoketDay dates[3], int which)
{
  return dates[which] != LOKET_NO_DAY ? loket_day_to_string (dates[which]) : g_strdup ("–");
}

static void
print_moves (LoketCtl *self, GPtrArray *moves)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  for (guint i = 0; i < moves->len; i++) {
    const LoketCtlMove *move = moves->pdata[i];
    const char *clock = loket_speech_name (self->speech, "clock", move->clock);

    for (int j = 0; j < 3; j++) {
      g_autofree char *before = say_dates (move->before, j);
      g_autofree char *after = say_dates (move->after, j);

      if (move->before[j] != move->after[j])
        loket_ctl_table_add (table, move->reference, clock,
                             loket_speech_name (self->speech, "dataMember", date_members[j]),
                             before, "→", after, NULL);
    }
  }
  loket_ctl_table_print (table);
}

static void
print_cases (LoketCtl *self, const LoketCtlVersions *versions, GPtrArray *moves, guint open)
{
  g_autofree char *said = NULL;
  g_autofree char *day = NULL;

  if (!holds_for_pending (versions)) {
    day = loket_speech_day_medium (
        self->speech,
        loket_json_peek_day (loket_json_peek_object (versions->after, "validity"), "receivedFrom"));
    said = loket_speech_say (self->speech, "change.noneMoves", "day", day, NULL);
  } else {
    g_autofree char *number = loket_speech_number (self->speech, open);

    said = loket_speech_say (self->speech, moves->len > 0 ? "change.moves" : "change.noMoves",
                             "count", number, NULL);
  }
  loket_ctl_print ("\n%s\n", said);
  print_moves (self, moves);
}

static int
compare (LoketCtl *self, const LoketCtlVersions *versions)
{
  g_autoptr (GPtrArray) changes = loket_data_diff (versions->before, versions->after);
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *validity =
      versions->calendars ? NULL : loket_speech_say_validity (self->speech, versions->after);
  guint open = 0;

  if (self->folder != NULL && changes->len > 0 && holds_for_pending (versions))
    moves = loket_ctl_find_moves (self, versions, &open, &error);
  else if (self->folder != NULL)
    moves = g_ptr_array_new ();
  if (error != NULL)
    return loket_ctl_fail_desk (self, error);
  if (self->json) {
    print_json (self, changes, validity, moves);
  } else if (changes->len == 0) {
    g_autofree char *none = loket_speech_say (self->speech, "change.none", NULL);

    loket_ctl_print ("%s\n", none);
  } else {
    print_changes (self, changes, validity);
    if (moves != NULL)
      print_cases (self, versions, moves, open);
  }
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_diff:
 * @before: a file, or ID@VERSION
 * @after: likewise
 *
 * With a desk folder also the open cases whose dates are others under the new version.
 *
 * Returns: an exit code
 */
int
loket_ctl_diff (LoketCtl *self, LoketRules *rules, const char *before, const char *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) old = load_version (rules, before, &error);
  g_autoptr (JsonObject) new = old != NULL ? load_version (rules, after, &error) : NULL;
  LoketCtlVersions versions = {FALSE, old, new};

  if (new == NULL || !check_alike (&versions, &error) || !check_good (rules, before, old, &error) ||
      !check_good (rules, after, new, &error))
    return loket_ctl_fail (self, error);
  versions.calendars = loket_data_guess_kind (old) == LOKET_DATA_CALENDAR;
  return compare (self, &versions);
}
