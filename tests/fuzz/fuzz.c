/* SPDX-License-Identifier: EUPL-1.2 */
/* What the fuzzers share. */
#include "config.h"

#include "fuzz.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  /* A warning is a finding: nothing that others send may lead to one. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  fuzz_prepare ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* A copy of exactly this size, so that reading behind its end is seen. */
  g_autoptr (GBytes) input = g_bytes_new (data, size);

  fuzz_input (input);
  return 0;
}

/**
 * fuzz_read_object:
 *
 * Returns: (transfer full) (nullable): NULL where the input is no JSON object that we read
 */
JsonObject *
fuzz_read_object (GBytes *input)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);
  g_autofree char *ended = g_strndup (text != NULL ? text : "", size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_parse (ended, -1, &error);

  g_assert_true ((node == NULL) == (error != NULL));
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_ref (json_node_get_object (node));
}

/* Tells both where they differ. */
void
fuzz_assert_same (JsonObject *a, JsonObject *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (loket_json_objects_equal (a, b))
    return;
  left = loket_json_object_to_string (a);
  right = loket_json_object_to_string (b);
  g_error ("what was written does not read the same:\n%s\n%s", left, right);
}
