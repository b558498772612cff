/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared rules. */
#include "loket-test-rules.h"

#include "loket-cache-values.h"
#include "loket-desk-rules.h"

/**
 * loket_test_rules_make:
 * @bodies: (element-type LoketKeptBody): what the loket gave
 *
 * For LoketDeskParts: reading them takes longer than most of what a desk does with them. On one
 * thread all may share them.
 *
 * Returns: (transfer full): NULL with an error
 */
LoketRules *
loket_test_rules_make (GPtrArray *bodies, GError **error)
{
  static GHashTable *made;
  g_autoptr (GString) key = g_string_new (NULL);
  LoketRules *rules;

  if (made == NULL)
    made =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) loket_rules_unref);
  for (guint i = 0; i < bodies->len; i++) {
    const LoketKeptBody *kept = g_ptr_array_index (bodies, i);

    g_string_append_printf (key, "%s %s %" G_GSIZE_FORMAT "\n", kept->path,
                            kept->etag != NULL ? kept->etag : "", g_bytes_get_size (kept->body));
  }
  rules = g_hash_table_lookup (made, key->str);
  if (rules == NULL) {
    rules = loket_desk_rules_new (bodies, error);
    if (rules != NULL)
      g_hash_table_insert (made, g_strdup (key->str), rules);
  }
  return rules != NULL ? loket_rules_ref (rules) : NULL;
}
