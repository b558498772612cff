/* SPDX-License-Identifier: EUPL-1.2 */
/* What differs between two versions of one file: each change once, and nothing that stayed. */
#include "loket-data-diff.h"
#include "small.h"

typedef struct {
  const char *place; /* what is changed */
  const char *value; /* JSON; NULL: taken away */
  LoketChangeKind kind;
  const char *said; /* the place of the one change that is told of */
} Change;

#define TEXT "{\"nl\":\"a\",\"fr\":\"b\",\"de\":\"c\",\"en\":\"d\"}"

static const Change changes[] = {
    {"clocks.1.amount.value", "40", LOKET_CHANGE_TERM, "clocks[answer]"},
    {"clocks.1.unit.value", "\"week\"", LOKET_CHANGE_TERM, "clocks[answer]"},
    {"clocks.1.extensions.amount.value", "7", LOKET_CHANGE_TERM, "clocks[answer].extensions"},
    {"clocks.0.anchor.value", "\"completeFile\"", LOKET_CHANGE_VALUE,
     "clocks[acknowledgement].anchor"},
    {"clocks.0", NULL, LOKET_CHANGE_GOES, "clocks[acknowledgement]"},
    {"norms.0", NULL, LOKET_CHANGE_GOES, "norms[courtesy]"},
    {"norms.1", "{\"code\":\"speed\",\"names\":" TEXT "}", LOKET_CHANGE_COMES, "norms[speed]"},
    {"names.fr", "\"autre\"", LOKET_CHANGE_TEXT, "names"},
    {"scope.note", "\"looked at again\"", LOKET_CHANGE_SOURCE, "scope"},
    {"validity.receivedFrom", "\"2027-01-01\"", LOKET_CHANGE_VALUE, "validity.receivedFrom"},
    {"validity.confirmed", "false", LOKET_CHANGE_UNCONFIRMED, "validity"},
    {"acts.1.to", "\"closed\"", LOKET_CHANGE_VALUE, "acts[takeUp].to"},
    {"acts.0.guards", NULL, LOKET_CHANGE_GOES, "acts[acknowledge].guards"},
    {"nextLine.opensOn.1", NULL, LOKET_CHANGE_VALUE, "nextLine.opensOn"},
    {"mediation", "\"light\"", LOKET_CHANGE_COMES, "mediation"},
    {"letters.0.step", "\"closed\"", LOKET_CHANGE_VALUE, NULL},
};

static void
test_changes (void)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  JsonObject *whole = json_node_get_object (node);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (JsonObject) json = small_change (whole, changes[i].place, changes[i].value);
    g_autoptr (GPtrArray) found = loket_data_diff (whole, json);
    g_autofree char *place = NULL;

    if (found->len != 1)
      g_error ("%s: %u changes", changes[i].place, found->len);
    place = loket_change_dup_place (found->pdata[0]);
    g_assert_cmpint (((LoketChange *) found->pdata[0])->kind, ==, changes[i].kind);
    if (changes[i].said != NULL)
      g_assert_cmpstr (place, ==, changes[i].said);
  }
}

/* The other way round what came goes, and the other way about. */
static void
test_backwards (void)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  JsonObject *whole = json_node_get_object (node);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (JsonObject) json = small_change (whole, changes[i].place, changes[i].value);
    g_autoptr (GPtrArray) found = loket_data_diff (json, whole);
    LoketChangeKind kind = changes[i].kind;

    if (kind == LOKET_CHANGE_COMES || kind == LOKET_CHANGE_GOES)
      kind = kind == LOKET_CHANGE_COMES ? LOKET_CHANGE_GOES : LOKET_CHANGE_COMES;
    else if (kind == LOKET_CHANGE_UNCONFIRMED)
      kind = LOKET_CHANGE_CONFIRMED;
    g_assert_cmpuint (found->len, ==, 1);
    g_assert_cmpint (((LoketChange *) found->pdata[0])->kind, ==, kind);
  }
}

static void
test_none (void)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) next = small_change (json_node_get_object (node), "version", "\"2\"");
  g_autoptr (GPtrArray) found = loket_data_diff (json_node_get_object (node), next);

  g_assert_cmpuint (found->len, ==, 0);
}

/* Elements stand where they like; that they changed places is told of, for the first row decides.
 */
static void
test_order (void)
{
  g_autoptr (JsonNode) before = loket_json_parse ("{\"norms\":[{\"code\":\"a\",\"names\":" TEXT
                                                  "},{\"code\":\"b\",\"names\":" TEXT "}]}",
                                                  -1, NULL);
  g_autoptr (JsonNode) after = loket_json_parse ("{\"norms\":[{\"code\":\"b\",\"names\":" TEXT
                                                 "},{\"code\":\"a\",\"names\":" TEXT "}]}",
                                                 -1, NULL);
  g_autoptr (GPtrArray) found =
      loket_data_diff (json_node_get_object (before), json_node_get_object (after));
  const LoketChange *change = found->pdata[0];

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (change->kind, ==, LOKET_CHANGE_VALUE);
  g_assert_null (change->before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/data-diff/changes", test_changes);
  g_test_add_func ("/procedure/data-diff/backwards", test_backwards);
  g_test_add_func ("/procedure/data-diff/none", test_none);
  g_test_add_func ("/procedure/data-diff/order", test_order);
  return g_test_run ();
}
