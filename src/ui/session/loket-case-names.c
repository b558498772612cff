/* SPDX-License-Identifier: EUPL-1.2 */
/* A table that is filled on demand. */
#include "config.h"

#include "loket-case-names.h"

struct _LoketCaseNames {
  GObject parent_instance;

  GHashTable *names; /* id -> number and subject; "" while it is looked for */
};

G_DEFINE_FINAL_TYPE (LoketCaseNames, loket_case_names, G_TYPE_OBJECT)

static guint named_signal;

static void
loket_case_names_finalize (GObject *object)
{
  g_hash_table_unref (LOKET_CASE_NAMES (object)->names);
  G_OBJECT_CLASS (loket_case_names_parent_class)->finalize (object);
}

static void
loket_case_names_class_init (LoketCaseNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_case_names_finalize;
  named_signal = g_signal_new ("named", LOKET_TYPE_CASE_NAMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
loket_case_names_init (LoketCaseNames *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

LoketCaseNames *
loket_case_names_new (void)
{
  return g_object_new (LOKET_TYPE_CASE_NAMES, NULL);
}

typedef struct {
  LoketCaseNames *names; /* (owned) */
  char *case_id;
} Asking;

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  LoketCaseNames *self = asking->names;
  char *name = loket_desk_name_case_finish (LOKET_DESK (object), result, NULL);

  if (name != NULL) {
    g_hash_table_replace (self->names, g_steal_pointer (&asking->case_id), name);
    g_signal_emit (self, named_signal, 0);
  }
  g_free (asking->case_id);
  g_object_unref (asking->names);
  g_free (asking);
}

static void
ask (LoketCaseNames *self, LoketSession *session, const char *case_id)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->names = g_object_ref (self);
  asking->case_id = g_strdup (case_id);
  loket_desk_name_case_async (loket_session_get_desk (session), case_id, named_cb, asking);
}

/**
 * loket_case_names_find:
 * @case_id: (nullable)
 *
 * Returns: (nullable): number and subject of the case; NULL as long as they are not read, or where
 *   it is not here. Valid until the case is forgotten
 */
const char *
loket_case_names_find (LoketCaseNames *self, LoketSession *session, const char *case_id)
{
  const char *name = case_id != NULL ? g_hash_table_lookup (self->names, case_id) : NULL;

  if (case_id == NULL || name != NULL)
    return name != NULL && *name != '\0' ? name : NULL;
  g_hash_table_insert (self->names, g_strdup (case_id), g_strdup (""));
  ask (self, session, case_id);
  return NULL;
}

/**
 * loket_case_names_forget:
 * @case_ids: (nullable): those that have changed, and may have got a number; NULL: all
 */
void
loket_case_names_forget (LoketCaseNames *self, const char *const *case_ids)
{
  if (case_ids == NULL)
    g_hash_table_remove_all (self->names);
  for (guint i = 0; case_ids != NULL && case_ids[i] != NULL; i++)
    g_hash_table_remove (self->names, case_ids[i]);
}
