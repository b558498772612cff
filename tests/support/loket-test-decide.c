/* SPDX-License-Identifier: EUPL-1.2 */
/* Deciding at a test's desk. */
#include <string.h>

#include "loket-test-decide.h"

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/**
 * loket_test_desk_resolve:
 * @draft_key: (out) (optional) (nullable) (transfer full)
 */
gboolean
loket_test_desk_resolve (LoketTestDesk *self,
                         const char *id,
                         LoketResolution resolution,
                         char **draft_key,
                         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_resolve_async (self->desk, id, resolution, done_cb, &result);
  loket_test_desk_settle (self);
  g_assert_nonnull (result);
  return loket_desk_resolve_finish (self->desk, result, draft_key, error);
}

LoketConflict *
loket_test_desk_load_conflict (LoketTestDesk *self, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_load_conflict_async (self->desk, id, done_cb, &result);
  loket_test_desk_settle (self);
  g_assert_nonnull (result);
  return loket_desk_load_conflict_finish (self->desk, result, error);
}

guint
loket_test_desk_count_pending (LoketTestDesk *self)
{
  g_autoptr (GPtrArray) items = loket_desk_list_pending (self->desk);

  return items->len;
}

/* How often the loket has an act of that type that says @text. */
guint
loket_test_desk_count_taken (LoketTestDesk *self,
                             const char *case_id,
                             LoketActType type,
                             const char *member,
                             const char *text)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self, case_id, NULL);
  guint count = 0;

  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    const LoketAct *act = g_ptr_array_index (dossier->the_case->acts, i);
    const char *said = loket_act_get_text (act, member);

    if (act->type == type && said != NULL && strstr (said, text) != NULL)
      count++;
  }
  return count;
}

/* Whether the audit keeps bytes that say @text under this mark. */
gboolean
loket_test_desk_is_audited (LoketTestDesk *self, const char *what, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  loket_store_list_audit_async (self->desk->store, 50, done_cb, &result);
  loket_test_desk_settle (self);
  entries = loket_store_list_audit_finish (self->desk->store, result, NULL);
  for (guint i = 0; i < entries->len; i++) {
    const LoketAuditEntry *entry = g_ptr_array_index (entries, i);
    gsize length = 0;
    const char *bytes = entry->body != NULL ? g_bytes_get_data (entry->body, &length) : NULL;

    if (g_str_equal (entry->what, what) && bytes != NULL &&
        g_strstr_len (bytes, (gssize) length, text) != NULL)
      return TRUE;
  }
  return FALSE;
}
