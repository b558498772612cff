/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk for tests. */
#include "loket-test-desk.h"

/* More turns than anything takes that ends at all. */
enum {
  TURNS_MAX = 400
};

static void
turn (LoketTestDesk *self)
{
  if (!_loket_desk_step (self->desk))
    g_main_context_iteration (NULL, FALSE);
}

/**
 * loket_test_desk_settle:
 *
 * Lets everything that is under way come to its end.
 */
void
loket_test_desk_settle (LoketTestDesk *self)
{
  for (int i = 0; i < TURNS_MAX; i++)
    turn (self);
}

gboolean
loket_test_desk_open (LoketTestDesk *self, const LoketDeskOptions *options, GError **error)
{
  LoketDeskOptions in_folder = *options;
  LoketDeskParts parts = {
      .clock = self->loket->clock,
      .random = self->random,
      .transport = LOKET_TRANSPORT (self->loket->wire),
      .stepped = TRUE,
      .vfs = self->vfs,
      .make_rules = self->make_rules,
  };

  in_folder.folder = self->folder;
  self->desk = _loket_desk_open_with (&in_folder, &parts, error);
  return self->desk != NULL;
}

void
loket_test_desk_close (LoketTestDesk *self)
{
  if (self->desk == NULL)
    return;
  loket_desk_close (self->desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (self->desk);
  self->desk = NULL;
}

/**
 * loket_test_desk_new_closed:
 *
 * Returns: (transfer full): a desk in a fresh folder, to be opened
 */
LoketTestDesk *
loket_test_desk_new_closed (LoketTestLoket *loket, guint64 seed)
{
  LoketTestDesk *self = g_new0 (LoketTestDesk, 1);
  g_autoptr (GError) error = NULL;

  self->loket = loket;
  self->folder = loket_test_make_folder ();
  self->random = loket_random_new_seeded (seed);
  loket_desk_init_folder (self->folder, "http://127.0.0.1:1", NULL, NULL, &error);
  g_assert_no_error (error);
  return self;
}

/**
 * loket_test_desk_new:
 * @seed: of the desk's own identifiers
 *
 * Returns: (transfer full): an opened desk in a fresh folder, not yet synced
 */
LoketTestDesk *
loket_test_desk_new (LoketTestLoket *loket, guint64 seed)
{
  LoketTestDesk *self = loket_test_desk_new_closed (loket, seed);
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_test_desk_open (self, &options, &error);
  g_assert_no_error (error);
  return self;
}

void
loket_test_desk_free (LoketTestDesk *self)
{
  loket_test_desk_close (self);
  loket_random_free (self->random);
  if (!self->keeps_folder)
    loket_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
wait_for (LoketTestDesk *self, GAsyncResult **slot)
{
  while (*slot == NULL)
    turn (self);
}

gboolean
loket_test_desk_sync (LoketTestDesk *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean synced;

  loket_desk_sync_async (self->desk, NULL, done_cb, &result);
  wait_for (self, &result);
  synced = loket_desk_sync_finish (self->desk, result, error);
  loket_test_desk_settle (self);
  return synced;
}

LoketDossier *
loket_test_desk_load (LoketTestDesk *self, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_load_dossier_async (self->desk, key, NULL, done_cb, &result);
  wait_for (self, &result);
  return loket_desk_load_dossier_finish (self->desk, result, error);
}

/**
 * loket_test_desk_do:
 * @payload: (transfer full)
 */
LoketAct *
loket_test_desk_do (
    LoketTestDesk *self, const char *key, const char *type, JsonObject *payload, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonObject) content = payload;
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self, key, error);
  LoketAct *act;

  if (dossier == NULL)
    return NULL;
  loket_desk_do_act_async (self->desk, dossier, type, loket_desk_get_today (self->desk), content,
                           NULL, NULL, done_cb, &result);
  wait_for (self, &result);
  act = loket_desk_do_act_finish (self->desk, result, error);
  loket_test_desk_settle (self);
  return act;
}

LoketDossier *
loket_test_desk_register (LoketTestDesk *self, JsonObject *facts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketDossier *dossier;

  loket_desk_new_case_async (self->desk, facts, NULL, NULL, done_cb, &result);
  wait_for (self, &result);
  dossier = loket_desk_new_case_finish (self->desk, result, error);
  loket_test_desk_settle (self);
  return dossier;
}

gboolean
loket_test_desk_take_back (LoketTestDesk *self, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean taken_back;

  loket_desk_take_back_async (self->desk, id, NULL, done_cb, &result);
  wait_for (self, &result);
  taken_back = loket_desk_take_back_finish (self->desk, result, error);
  loket_test_desk_settle (self);
  return taken_back;
}

/**
 * loket_test_desk_list:
 *
 * Returns: (transfer full) (element-type LoketCaseLine)
 */
GPtrArray *
loket_test_desk_list (LoketTestDesk *self, const char *view)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  loket_desk_list_lines_async (self->desk, view, NULL, 0, done_cb, &result);
  wait_for (self, &result);
  lines = loket_desk_list_lines_finish (self->desk, result, &error);
  g_assert_no_error (error);
  return lines;
}

/**
 * loket_test_desk_find_allowed:
 * @skip: how many to leave out
 *
 * Returns: (transfer full): the id of a case in which an act of that type has its effect today
 */
char *
loket_test_desk_find_allowed (LoketTestDesk *self, LoketActType type, guint skip)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self, "all");

  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);
    g_autoptr (LoketDossier) dossier = loket_test_desk_load (self, line->case_id, NULL);

    if (dossier->standing->permissions[type].answer == LOKET_ANSWER_ALLOWED && skip-- == 0)
      return g_strdup (line->case_id);
  }
  g_assert_not_reached ();
}

/**
 * loket_test_payload:
 * @first_member: name; its text and further pairs follow, then NULL
 */
JsonObject *
loket_test_payload (const char *first_member, ...)
{
  JsonObject *payload = json_object_new ();
  va_list pairs;

  va_start (pairs, first_member);
  for (const char *member = first_member; member != NULL; member = va_arg (pairs, const char *))
    json_object_set_string_member (payload, member, va_arg (pairs, const char *));
  va_end (pairs);
  return payload;
}
