/* SPDX-License-Identifier: EUPL-1.2 */
/* Vectors: data/procedures/FORMAT.md 7. */
#include "vector.h"
#include "loket-datadir.h"
#include "loket-error.h"

static gboolean
add_test_profile (LoketRules *rules, const char *path, GError **error)
{
  g_autoptr (JsonNode) node = loket_json_load (path, error);

  if (node == NULL)
    return FALSE;
  if (loket_rules_add_profile (rules, json_node_get_object (node), error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static gboolean
add_test_profiles (LoketRules *rules, const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR)
            ? !add_test_profiles (rules, path, error)
            : g_str_has_suffix (name, ".json") && !add_test_profile (rules, path, error))
      return FALSE;
  }
  return TRUE;
}

LoketRules *
vector_load_rules (GError **error)
{
  g_autoptr (LoketRules) rules = loket_rules_new_load (error);
  g_autofree char *folder = loket_datadir_build_path ("vectors", "profiles", NULL);

  if (rules == NULL || !add_test_profiles (rules, folder, error))
    return NULL;
  return g_steal_pointer (&rules);
}

static void
set_day (JsonObject *json, const char *member, LoketDay day)
{
  g_autofree char *text = loket_day_to_string (day);

  if (text != NULL)
    json_object_set_string_member (json, member, text);
  else
    json_object_set_null_member (json, member);
}

static void
set_text (JsonObject *json, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (json, member, text);
  else
    json_object_set_null_member (json, member);
}

static void
set_permission (JsonObject *json, const LoketPermission *permission)
{
  static const char *const answers[] = {"allowed", "recordOnly", "notAllowed"};

  json_object_set_string_member (json, "answer", answers[permission->answer]);
  set_text (json, "reason", permission->reason);
}

typedef JsonObject *(*WriteFunc) (gconstpointer element);

static void
set_list (JsonObject *json, const char *member, GPtrArray *list, WriteFunc write)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (array, write (g_ptr_array_index (list, i)));
  json_object_set_array_member (json, member, array);
}

static JsonObject *
write_line (const LoketExplanationLine *line)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "kind", line->kind);
  set_day (json, "day", line->day);
  json_object_set_int_member (json, "days", line->days);
  set_text (json, "unit", line->unit);
  set_text (json, "subject", line->subject);
  return json;
}

static JsonObject *
write_clock (const LoketClockReading *reading)
{
  g_autofree char *due_at = loket_moment_to_string (reading->due_at);
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "clock", reading->id_code);
  json_object_set_string_member (json, "state", loket_clock_state_to_string (reading->state));
  set_day (json, "from", reading->from);
  set_day (json, "lastDay", reading->last_day);
  set_day (json, "due", reading->due);
  set_text (json, "dueAt", due_at);
  set_day (json, "rolledDue", reading->rolled_due);
  set_day (json, "workBy", reading->work_by);
  json_object_set_int_member (json, "daysLeft", reading->days_left);
  json_object_set_int_member (json, "workingDaysLeft", reading->working_days_left);
  json_object_set_string_member (json, "basis", reading->confirmed ? "confirmed" : "unconfirmed");
  set_list (json, "explanation", reading->explanation, (WriteFunc) write_line);
  return json;
}

static JsonObject *
write_effect (const LoketActEffect *effect)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "actId", effect->act->act_id);
  set_permission (json, &effect->permission);
  set_day (json, "countingDay", effect->counting_day);
  return json;
}

static JsonObject *
write_check (const LoketCheck *check)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "code", check->code);
  json_object_set_boolean_member (json, "done", check->done);
  json_object_set_boolean_member (json, "must", check->must);
  json_object_set_int_member (json, "count", check->count);
  json_object_set_int_member (json, "of", check->of);
  return json;
}

static JsonObject *
write_demand (const LoketDemandState *demand)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "code", demand->code);
  set_day (json, "endedOn", demand->ended_on);
  return json;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
set_flags (JsonObject *json, LoketFlags flags)
{
  g_auto (GStrv) codes = loket_flags_to_strings (flags);
  JsonArray *array = json_array_new ();

  qsort (codes, g_strv_length (codes), sizeof *codes, compare_texts);
  for (int i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (array, codes[i]);
  json_object_set_array_member (json, "flags", array);
}

static void
set_permissions (JsonObject *json, const LoketPermission *permissions)
{
  JsonObject *object = json_object_new ();

  for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++) {
    JsonObject *permission = json_object_new ();

    set_permission (permission, &permissions[type]);
    json_object_set_object_member (object, loket_act_type_to_string ((LoketActType) type),
                                   permission);
  }
  json_object_set_object_member (json, "permissions", object);
}

static void
set_texts (JsonObject *json, const char *member, char **texts)
{
  JsonArray *array;

  if (texts == NULL) {
    json_object_set_null_member (json, member);
    return;
  }
  array = json_array_new ();
  for (int i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (json, member, array);
}

static void
set_documents (JsonObject *json, GPtrArray *documents)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < documents->len; i++) {
    const LoketDocument *document = documents->pdata[i];

    if (document->document_id != NULL)
      json_array_add_string_element (array, document->document_id);
  }
  json_object_set_array_member (json, "documents", array);
}

static JsonNode *
write_standing (LoketStanding *standing)
{
  JsonObject *json = json_object_new ();
  JsonNode *node = json_node_alloc ();

  json_object_set_string_member (json, "step", loket_step_to_string (standing->step));
  json_object_set_string_member (json, "outcome", loket_outcome_to_string (standing->outcome));
  set_flags (json, standing->flags);
  json_object_set_string_member (json, "waitingFor",
                                 loket_waiting_for_to_string (standing->waiting_for));
  json_object_set_string_member (json, "next", standing->next);
  json_object_set_string_member (json, "urgency", loket_urgency_to_string (standing->urgency));
  set_day (json, "followUpOn", standing->follow_up_on);
  set_text (json, "assignee", standing->assignee);
  set_texts (json, "restrictedTo", standing->restricted_to);
  set_day (json, "conductReviewOn", standing->conduct_review_on);
  set_documents (json, standing->current->documents);
  set_list (json, "clocks", standing->clocks, (WriteFunc) write_clock);
  set_list (json, "effects", standing->effects, (WriteFunc) write_effect);
  if (standing->rules_known)
    set_list (json, "demands", standing->demands, (WriteFunc) write_demand);
  set_permissions (json, standing->permissions);
  set_list (json, "checklist", standing->checklist, (WriteFunc) write_check);
  json_node_init_object (node, json);
  json_object_unref (json);
  return node;
}

/* A vector names the procedure apart and may leave out what replay does not read. */
static LoketCase *
read_case (JsonObject *vector, JsonArray *taken, GError **error)
{
  JsonObject *json = loket_json_get_object (vector, "case", error);
  JsonNode *procedure = json_object_get_member (vector, "procedure");
  g_autoptr (JsonObject) copy = NULL;

  if (json == NULL)
    return NULL;
  copy = loket_json_object_copy (json);
  json_object_set_array_member (copy, "acts", json_array_ref (taken));
  if (procedure != NULL)
    json_object_set_member (copy, "procedure", json_node_ref (procedure));
  for (int i = 0; i < 3; i++) {
    static const char *const members[] = {"caseId", "reference", "agency"};

    if (!json_object_has_member (copy, members[i]))
      json_object_set_string_member (copy, members[i], "vector");
  }
  return loket_case_from_json (copy, error);
}

static gboolean
sort_acts (JsonArray *acts, JsonArray *taken, GPtrArray *pending, GError **error)
{
  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++) {
    JsonObject *json = loket_json_array_peek_object (acts, i);
    LoketAct *act;

    if (json == NULL) {
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "acts[%u]: an object is wanted", i);
      return FALSE;
    }
    if (loket_json_peek_int (json, "seq", 0) > 0) {
      json_array_add_object_element (taken, json_object_ref (json));
      continue;
    }
    act = loket_act_from_json (json, error);
    if (act == NULL)
      return FALSE;
    g_ptr_array_add (pending, act);
  }
  return TRUE;
}

static LoketViewer
read_viewer (JsonObject *vector)
{
  JsonObject *json = loket_json_peek_object (vector, "viewer");
  g_auto (GStrv) roles = json != NULL ? loket_json_peek_strings (json, "roles") : NULL;
  LoketViewer viewer = {NULL, loket_roles_from_strings ((const char *const *) roles)};

  return viewer;
}

JsonNode *
vector_replay (LoketRules *rules, JsonObject *vector, GError **error)
{
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (JsonArray) taken = json_array_new ();
  g_autoptr (LoketCase) the_case = NULL;
  g_autoptr (LoketStanding) standing = NULL;
  LoketViewer viewer = read_viewer (vector);
  LoketMoment now = loket_json_peek_moment (vector, "now");

  if (now == LOKET_NO_MOMENT) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "now: a moment is wanted here");
    return NULL;
  }
  if (!sort_acts (loket_json_peek_array (vector, "acts"), taken, pending, error))
    return NULL;
  the_case = read_case (vector, taken, error);
  if (the_case == NULL)
    return NULL;
  standing = loket_replay (rules, the_case, pending, &viewer, now);
  return write_standing (standing);
}
