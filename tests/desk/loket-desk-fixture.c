/* SPDX-License-Identifier: EUPL-1.2 */
/* A loket with cases, and one desk that has them. */
#include "loket-desk-fixture.h"

void
desk_fixture_sync (LoketTestDesk *desk)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
}

void
desk_fixture_set_up (DeskFixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (DESK_FIXTURE_CASES, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  desk_fixture_sync (self->desk);
}

void
desk_fixture_tear_down (DeskFixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
}

const LoketSyncState *
desk_fixture_get_state (LoketTestDesk *desk)
{
  return loket_desk_get_sync_state (desk->desk);
}

void
desk_fixture_do (LoketTestDesk *desk, const char *key, const char *type, JsonObject *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (desk, key, type, payload, &error);

  g_assert_no_error (error);
  g_assert_true (loket_act_is_pending (act));
}

JsonObject *
desk_fixture_make_facts (const char *subject)
{
  g_autofree char *text = g_strdup_printf (
      "{\"agency\": \"demo-vlg\", \"receivedOn\": \"2026-11-20\", \"subject\": \"%s\","
      " \"facts\": \"Verzonnen feiten.\", \"filingLanguage\": \"nl\", \"answerChannel\": \"mail\","
      " \"complainants\": [{\"name\": \"J. Voorbeeld\"}], \"demandKinds\": [\"complaint\"],"
      " \"grievances\": [{\"id\": \"k1\", \"text\": \"Verzonnen klacht.\"}],"
      " \"carriers\": [\"mail\"], \"channels\": [\"direct\"]}",
      subject);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}
