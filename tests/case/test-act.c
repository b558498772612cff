/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts as values: read, written, and kept whole when they are of a newer kind. */
#include "loket-act.h"
#include "loket-error.h"

static LoketAct *
read_act (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);

  return loket_act_from_json (json_node_get_object (root), error);
}

static void
test_there_and_back (void)
{
  const char *text =
      "{\"actId\":\"a\",\"type\":\"extend\",\"author\":\"p\",\"occurredOn\":\"2026-11-20\","
      "\"basedOn\":3,\"payload\":{\"reason\":\"r\",\"via\":\"post\",\"later\":[1]},"
      "\"seq\":4,\"recordedAt\":\"2026-11-22T10:00:00.000+01:00\",\"opened\":{\"caseId\":\"c\"}}";
  g_autoptr (JsonNode) wanted = loket_json_parse (text, -1, NULL);
  g_autoptr (LoketAct) act = read_act (text, NULL);
  g_autoptr (JsonNode) written = loket_act_to_json (act);

  g_assert_cmpint (act->type, ==, LOKET_ACT_EXTEND);
  g_assert_cmpint (act->via, ==, LOKET_VIA_POST);
  g_assert_false (loket_act_is_pending (act));
  g_assert_true (json_node_equal (written, wanted));
}

static void
test_newer_type (void)
{
  g_autoptr (LoketAct) act =
      read_act ("{\"actId\":\"a\",\"type\":\"sing\",\"occurredOn\":\"2026-11-20\"}", NULL);

  g_assert_cmpint (act->type, ==, LOKET_ACT_UNKNOWN);
  g_assert_cmpstr (act->type_code, ==, "sing");
  g_assert_true (loket_act_is_pending (act));
  g_assert_nonnull (act->payload);
}

static void
test_wrong (void)
{
  static const char *const wrong[] = {
      "{\"type\":\"note\",\"occurredOn\":\"2026-11-20\"}",
      "{\"actId\":\"a\",\"occurredOn\":\"2026-11-20\"}",
      "{\"actId\":\"a\",\"type\":\"note\"}",
      "{\"actId\":\"a\",\"type\":\"note\",\"occurredOn\":\"2026-02-30\"}",
      "{\"actId\":7,\"type\":\"note\",\"occurredOn\":\"2026-11-20\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_act (wrong[i], &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/act/there-and-back", test_there_and_back);
  g_test_add_func ("/case/act/newer-type", test_newer_type);
  g_test_add_func ("/case/act/wrong", test_wrong);
  return g_test_run ();
}
