/* SPDX-License-Identifier: EUPL-1.2 */
/* The fold: the copy wins, rows of any state count, nothing is lost that can be read. */
#include "config.h"

#include <string.h>

#include "loket-fold.h"

static const char copy_text[] =
    "{\"caseId\":\"c1\",\"reference\":\"KL-1\",\"agency\":\"a\","
    "\"procedure\":{\"id\":\"p\",\"version\":\"1\"},\"receivedOn\":\"2026-11-02\",\"version\":4,"
    "\"acts\":[{\"actId\":\"a1\",\"type\":\"note\",\"occurredOn\":\"2026-11-03\",\"seq\":1,"
    "\"payload\":{\"text\":\"as the loket has it\"}}]}";

static LoketCase *
read_copy (void)
{
  g_autoptr (JsonNode) root = loket_json_parse (copy_text, -1, NULL);
  g_autoptr (GError) error = NULL;
  LoketCase *copy = loket_case_from_json (json_node_get_object (root), &error);

  g_assert_no_error (error);
  return copy;
}

static LoketWorkItem *
add_act (GPtrArray *items, const char *id, const char *text, LoketWorkState state)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GBytes) body = NULL;
  LoketWorkItem *item;
  char *bytes;

  json_object_set_string_member (payload, "text", text);
  act = loket_act_new (id, LOKET_ACT_NOTE, "p1", loket_day_new (2026, 11, 4), 4, payload);
  json = loket_act_to_json (act);
  bytes = loket_json_to_string (json, FALSE);
  body = g_bytes_new_take (bytes, strlen (bytes));
  item = loket_work_item_new_act ("c1", "KL-1", act, body, 0);
  item->state = state;
  g_ptr_array_add (items, item);
  return item;
}

static GPtrArray *
items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) loket_work_item_unref);
}

static void
test_copy_wins (void)
{
  g_autoptr (LoketCase) copy = read_copy ();
  g_autoptr (GPtrArray) items = items_new ();
  g_autoptr (LoketFold) fold = NULL;

  add_act (items, "a1", "as it was typed", LOKET_WORK_WAITING);
  add_act (items, "a2", "second", LOKET_WORK_WAITING);
  fold = loket_fold_new (copy, items);
  g_assert_true (fold->registered);
  g_assert_true (fold->the_case == copy);
  g_assert_cmpuint (fold->pending->len, ==, 1);
  g_assert_cmpstr (((LoketAct *) g_ptr_array_index (fold->pending, 0))->act_id, ==, "a2");
}

static void
test_every_state_counts (void)
{
  g_autoptr (LoketCase) copy = read_copy ();
  g_autoptr (GPtrArray) items = items_new ();
  g_autoptr (LoketFold) fold = NULL;

  for (int state = 0; state < LOKET_N_WORK_STATES; state++) {
    g_autofree char *id = g_strdup_printf ("b%d", state);

    add_act (items, id, "x", state);
  }
  fold = loket_fold_new (copy, items);
  g_assert_cmpuint (fold->pending->len, ==, LOKET_N_WORK_STATES);
  for (guint i = 0; i < fold->pending->len; i++) {
    LoketAct *act = g_ptr_array_index (fold->pending, i);
    LoketWorkItem *item = g_ptr_array_index (items, i);

    g_assert_cmpstr (act->act_id, ==, item->id);
    g_assert_true (loket_act_is_pending (act));
  }
}

static void
test_registered_here (void)
{
  static const char facts[] = "{\"agency\":\"a\",\"procedure\":{\"id\":\"p\",\"version\":\"1\"},"
                              "\"receivedOn\":\"2026-11-02\",\"subject\":\"Slow\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (facts, strlen (facts));
  g_autoptr (GPtrArray) items = items_new ();
  g_autoptr (LoketFold) fold = NULL;

  g_ptr_array_add (items, loket_work_item_new_case ("c1", "V-12345678", body, 0));
  add_act (items, "a9", "first act", LOKET_WORK_WAITING);
  fold = loket_fold_new (NULL, items);
  g_assert_false (fold->registered);
  g_assert_cmpstr (fold->the_case->case_id, ==, "c1");
  g_assert_cmpstr (fold->the_case->reference, ==, "V-12345678");
  g_assert_cmpstr (fold->the_case->subject, ==, "Slow");
  g_assert_cmpuint (fold->pending->len, ==, 1);
}

static void
test_registered_and_known (void)
{
  g_autoptr (LoketCase) copy = read_copy ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GPtrArray) items = items_new ();
  g_autoptr (LoketFold) fold = NULL;

  g_ptr_array_add (items, loket_work_item_new_case ("c1", "V-12345678", body, 0));
  fold = loket_fold_new (copy, items);
  g_assert_true (fold->the_case == copy);
  g_assert_cmpuint (fold->unread->len, ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (LoketCase) copy = read_copy ();
  g_autoptr (GPtrArray) items = items_new ();
  g_autoptr (LoketFold) fold = NULL;
  LoketWorkItem *item = add_act (items, "a2", "x", LOKET_WORK_WAITING);

  g_bytes_unref (item->body);
  item->body = g_bytes_new_static ("[", 1);
  fold = loket_fold_new (copy, items);
  g_assert_cmpuint (fold->pending->len, ==, 0);
  g_assert_cmpuint (fold->unread->len, ==, 1);
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) items = items_new ();
  g_autoptr (LoketFold) fold = loket_fold_new (NULL, items);

  g_assert_null (fold->the_case);
  g_assert_false (fold->registered);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fold/copy-wins", test_copy_wins);
  g_test_add_func ("/store/fold/every-state-counts", test_every_state_counts);
  g_test_add_func ("/store/fold/registered-here", test_registered_here);
  g_test_add_func ("/store/fold/registered-and-known", test_registered_and_known);
  g_test_add_func ("/store/fold/unreadable", test_unreadable);
  g_test_add_func ("/store/fold/nothing", test_nothing);
  return g_test_run ();
}
