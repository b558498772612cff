/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts that were parsed before. A schedule reads the same texts again and again (each replay reads
 * the copy of its case), and a fifth of it was parsing them: what was read once is given again. The
 * trees are immutable, and there is one thread. The linker puts this before loket_json_parse(). */
#include "loket-json.h"

enum {
  TEXTS_BYTES_MAX = 16 * 1024 * 1024
};

static GHashTable *trees; /* GBytes -> JsonNode */
static gsize n_bytes;

JsonNode *__real_loket_json_parse (const char *text, gssize length, GError **error);
JsonNode *__wrap_loket_json_parse (const char *text, gssize length, GError **error);

static void
keep (const char *text, gsize size, JsonNode *tree)
{
  if (n_bytes + size > TEXTS_BYTES_MAX) {
    g_hash_table_remove_all (trees);
    n_bytes = 0;
  }
  n_bytes += size;
  g_hash_table_insert (trees, g_bytes_new (text, size), json_node_ref (tree));
}

JsonNode *
__wrap_loket_json_parse (const char *text, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (GBytes) key = g_bytes_new_static (text, size);
  JsonNode *tree;

  if (trees == NULL)
    trees = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                   (GDestroyNotify) json_node_unref);
  tree = g_hash_table_lookup (trees, key);
  if (tree != NULL)
    return json_node_ref (tree);
  tree = __real_loket_json_parse (text, length, error);
  if (tree != NULL)
    keep (text, size, tree);
  return tree;
}
