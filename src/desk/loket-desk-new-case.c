/* SPDX-License-Identifier: EUPL-1.2 */
/* A complaint taken in at the desk, with the line to the loket or without. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-desk-private.h"
#include "loket-intake.h"

typedef struct {
  char *case_id;
  char *draft_key;   /* (nullable) */
  JsonObject *given; /* (owned) */
} Registering;

static void
registering_free (Registering *registering)
{
  g_free (registering->case_id);
  g_free (registering->draft_key);
  json_object_unref (registering->given);
  g_free (registering);
}

static void
set_default_text (JsonObject *facts, const char *member, const char *text)
{
  if (text != NULL && !json_object_has_member (facts, member))
    json_object_set_string_member (facts, member, text);
}

/* A case stays with the version of its receipt: the newest one that is known. */
static void
set_default_procedure (LoketDesk *self, JsonObject *facts)
{
  const char *agency_id = loket_json_peek_string (facts, "agency");
  LoketAgency *agency = agency_id != NULL ? loket_rules_get_agency (self->rules, agency_id) : NULL;
  LoketProfile *profile =
      agency != NULL ? loket_rules_get_newest (self->rules, loket_agency_get_procedure (agency))
                     : NULL;
  JsonObject *procedure;

  if (profile == NULL || json_object_has_member (facts, "procedure"))
    return;
  procedure = json_object_new ();
  json_object_set_string_member (procedure, "id", loket_profile_get_id (profile));
  json_object_set_string_member (procedure, "version", loket_profile_get_version (profile));
  json_object_set_object_member (facts, "procedure", procedure);
}

/* What the desk knows by itself, where the facts do not say it. */
static JsonObject *
complete_facts (LoketDesk *self, JsonObject *given, const char *case_id)
{
  JsonObject *facts = loket_json_object_copy (given);
  g_autofree char *reference = loket_case_make_provisional_reference (case_id);
  g_autofree char *today = loket_day_to_string (loket_desk_get_today (self));

  json_object_set_string_member (facts, "caseId", case_id);
  json_object_set_string_member (facts, "reference", reference);
  if (self->agencies->len > 0)
    set_default_text (facts, "agency", loket_agency_get_id (g_ptr_array_index (self->agencies, 0)));
  set_default_text (facts, "registeredOn", today);
  set_default_procedure (self, facts);
  return facts;
}

static void
dossier_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LoketDossier *dossier = loket_desk_load_dossier_finish (LOKET_DESK (source), result, &error);

  if (dossier != NULL)
    g_task_return_pointer (task, dossier, (GDestroyNotify) loket_dossier_unref);
  else
    g_task_return_error (task, error);
}

static void
case_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Registering *registering = g_task_get_task_data (task);
  const char *changed[] = {registering->case_id, NULL};
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    _loket_desk_release_draft (self, registering->draft_key, FALSE);
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  _loket_desk_release_draft (self, registering->draft_key, TRUE);
  _loket_desk_after_work (self, changed);
  loket_desk_load_dossier_async (self, registering->case_id, NULL, dossier_read_cb,
                                 g_steal_pointer (&task));
}

static LoketProjection *
project (LoketDesk *self, LoketCase *the_case)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (LoketStanding) standing = NULL;
  LoketViewer viewer;

  _loket_desk_get_viewer (self, the_case->agency, &viewer);
  standing = loket_replay (self->rules, the_case, none, &viewer, loket_desk_get_now (self));
  return loket_projection_new_from_standing (standing, self->rules, none);
}

static void
keep_case (GTask *task, JsonObject *facts, LoketCase *the_case)
{
  LoketDesk *self = g_task_get_source_object (task);
  Registering *registering = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = loket_case_body_make (facts);
  g_autoptr (LoketWorkItem) item = loket_work_item_new_case (
      the_case->case_id, the_case->reference, bytes, loket_clock_get_now (self->clock));

  _loket_desk_hold_draft (self, registering->draft_key);
  loket_store_add_work_async (self->store, item, project (self, the_case), registering->draft_key,
                              case_kept_cb, g_object_ref (task));
}

static gboolean
refuse_member (const char *member, const char *problem, GError **error)
{
  g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID, "%s: %s",
               member != NULL ? member : "facts", problem);
  return FALSE;
}

/* The contract wants some members in a certain shape, and keeps others for the loket. */
static gboolean
check_members (JsonObject *facts, GError **error)
{
  static const char *const of_the_loket[] = {
      "aliases", "version", "acts",       "actCount", "step",       "flags",
      "outcome", "clocks",  "waitingFor", "urgency",  "followUpOn",
  };
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);
  const LoketIssue *first;

  for (gsize i = 0; i < G_N_ELEMENTS (of_the_loket); i++) {
    if (json_object_has_member (facts, of_the_loket[i]))
      return refuse_member (of_the_loket[i], "only the loket sets it", error);
  }
  loket_case_body_check (facts, problem);
  if (problem->issues->len == 0)
    return TRUE;
  first = g_ptr_array_index (problem->issues, 0);
  return refuse_member (first->name, first->detail, error);
}

/* What the loket would refuse anyway is refused while the person still sits before the form. */
static gboolean
check_case (LoketDesk *self, LoketCase *the_case, GError **error)
{
  LoketAgency *agency;

  if (!check_members (the_case->json, error))
    return FALSE;
  if (the_case->received_on > loket_desk_get_today (self)) {
    g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID,
                         "receivedOn: lies in the future");
    return FALSE;
  }
  if (loket_rules_get_profile (self->rules, the_case->procedure_id, the_case->procedure_version) ==
      NULL) {
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID,
                 "procedure: %s %s is not known here", the_case->procedure_id,
                 the_case->procedure_version);
    return FALSE;
  }
  agency = loket_rules_get_agency (self->rules, the_case->agency);
  if (loket_intake_has_national_number (the_case->json) &&
      (agency == NULL || !loket_agency_may_use_national_number (agency)))
    return refuse_member ("nationalNumber", "the agency states no authorisation to use it", error);
  return TRUE;
}

static void
register_case (GTask *task)
{
  LoketDesk *self = g_task_get_source_object (task);
  const Registering *registering = g_task_get_task_data (task);
  g_autoptr (JsonObject) completed =
      complete_facts (self, registering->given, registering->case_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCase) the_case = loket_case_from_json (completed, &error);

  if (the_case == NULL || !check_case (self, the_case, &error))
    g_task_return_error (task, _loket_desk_translate (error));
  else
    keep_case (task, completed, the_case);
}

/* The id of the draft is that of the complaint; unless it was done since: a second one is another.
 */
static void
known_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Registering *registering = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, &error);

  if (self->closed) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
    return;
  }
  if (error != NULL && !g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (stored != NULL) {
    g_free (registering->case_id);
    registering->case_id = loket_random_make_uuid (self->random);
  }
  register_case (task);
}

/**
 * loket_desk_new_case_async:
 * @facts: as the contract writes them. Id and provisional reference are made here; `agency` (the
 *   first one of the account), `procedure` (the newest of the agency) and `registeredOn` (today)
 *   where they are absent
 * @draft_key: (nullable): the draft it was typed as
 */
void
loket_desk_new_case_async (LoketDesk *self,
                           JsonObject *facts,
                           const char *draft_key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Registering *registering = g_new0 (Registering, 1);

  g_task_set_source_tag (task, loket_desk_new_case_async);
  registering->case_id = draft_key != NULL ? _loket_desk_find_draft_case (self, draft_key) : NULL;
  registering->draft_key = g_strdup (draft_key);
  registering->given = json_object_ref (facts);
  g_task_set_task_data (task, registering, (GDestroyNotify) registering_free);
  if (!_loket_desk_check_writable (self, task))
    return;
  if (registering->case_id != NULL) {
    loket_store_read_case_async (self->store, registering->case_id, cancellable, known_read_cb,
                                 g_steal_pointer (&task));
    return;
  }
  registering->case_id = loket_random_make_uuid (self->random);
  register_case (task);
}

/**
 * loket_desk_new_case_finish:
 *
 * Returns: (transfer full): the new case; NULL with LOKET_DESK_ERROR_INVALID, naming the member
 */
LoketDossier *
loket_desk_new_case_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
