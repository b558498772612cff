/* SPDX-License-Identifier: EUPL-1.2 */
/* Thirty equal cases: bundled before the loket knows them, still bundled afterwards, and one act
 * that becomes thirty, each judged by its own case. */
#include "loket-bundle.h"
#include "loket-test-desk.h"

enum {
  N_MEMBERS = 30
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  LoketDossier *lead;
  char *members[N_MEMBERS]; /* ids */
} Fixture;

static LoketDossier *
take_in (Fixture *self, guint number, const char *language)
{
  g_autofree char *text = g_strdup_printf (
      "{'agency':'demo-fed','receivedOn':'2026-11-16','subject':'Trein %u','facts':'Te laat.',"
      "'filingLanguage':'%s','answerChannel':'%s','complainants':[{'name':'Klager Nummer%u'}],"
      "'grievances':[{'id':'g%u','text':'Geen bericht.','main':true}],"
      "'demandKinds':['complaint'],'carriers':['mail'],'channels':['citizen']%s}",
      number, language, number % 2 == 0 ? "mail" : "post", number, number,
      number == 5 ? ",'nameWithheld':true" : "");
  g_autoptr (JsonNode) root = loket_json_parse (g_strdelimit (text, "'", '"'), -1, NULL);
  g_autoptr (GError) error = NULL;
  LoketDossier *dossier =
      loket_test_desk_register (self->desk, json_node_get_object (root), &error);

  g_assert_no_error (error);
  return dossier;
}

static char *
do_act (Fixture *self, const char *key, const char *type, JsonObject *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (self->desk, key, type, payload, &error);

  g_assert_no_error (error);
  return g_strdup (act->act_id);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (20, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  self->lead = take_in (self, 100, "nl");
  for (guint i = 0; i < N_MEMBERS; i++) {
    g_autoptr (LoketDossier) member = take_in (self, i, i == 3 ? "fr" : "nl");

    self->members[i] = g_strdup (member->the_case->case_id);
    g_free (do_act (self, self->members[i], "link",
                    loket_test_payload ("reference", self->lead->the_case->reference, "relation",
                                        "partOf", NULL)));
  }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    g_free (self->members[i]);
  loket_dossier_unref (self->lead);
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static guint
count_listed (Fixture *self, const char *lead)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  loket_desk_list_bundle_async (self->desk->desk, lead, done_cb, &result);
  loket_test_desk_settle (self->desk);
  lines = loket_desk_list_lines_finish (self->desk->desk, result, NULL);
  g_assert_nonnull (lines);
  return lines->len;
}

static GPtrArray *
load (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *dossiers;

  loket_bundle_load_async (self->desk->desk, self->lead, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  dossiers = loket_bundle_load_finish (self->desk->desk, result, NULL);
  g_assert_nonnull (dossiers);
  return dossiers;
}

static LoketBundleCase *
judge (Fixture *self, const char *member, LoketActType type, JsonObject *payload)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, member, NULL);
  g_autoptr (JsonObject) asked = payload;

  return loket_bundle_judge (self->desk->desk, self->lead, dossier, type,
                             loket_desk_get_today (self->desk->desk), asked);
}

static void
assert_obstacle (Fixture *self,
                 guint member,
                 LoketActType type,
                 LoketBundleObstacle obstacle,
                 JsonObject *payload)
{
  g_autoptr (LoketBundleCase) judged = judge (self, self->members[member], type, payload);

  g_assert_cmpint (judged->obstacle, ==, obstacle);
}

/* By any name of the case that leads, before the loket gave it a number and after, and on a desk
 * that begins anew. */
static void
test_members (Fixture *self, gconstpointer data)
{
  g_autofree char *provisional = g_strdup (self->lead->the_case->reference);
  g_autoptr (LoketDossier) taken = NULL;
  g_autofree char *link = NULL;
  g_autofree char *last = self->members[N_MEMBERS - 1];

  g_assert_cmpuint (count_listed (self, provisional), ==, N_MEMBERS + 1);
  g_assert_cmpuint (count_listed (self, self->lead->the_case->case_id), ==, N_MEMBERS + 1);
  g_assert_cmpuint (count_listed (self, self->members[0]), ==, 1);
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  taken = loket_test_desk_load (self->desk, provisional, NULL);
  g_assert_cmpstr (taken->the_case->reference, !=, provisional);
  g_assert_cmpuint (count_listed (self, taken->the_case->reference), ==, N_MEMBERS + 1);

  /* Linked anew: it belongs to another one; annulled: to the first again. */
  link = do_act (self, last, "link",
                 loket_test_payload ("reference", "XX-1", "relation", "partOf", NULL));
  g_assert_cmpuint (count_listed (self, provisional), ==, N_MEMBERS);
  g_assert_cmpuint (count_listed (self, "XX-1"), ==, 1);
  g_free (
      do_act (self, last, "annul", loket_test_payload ("actId", link, "reason", "vergist", NULL)));
  g_assert_cmpuint (count_listed (self, provisional), ==, N_MEMBERS + 1);
  self->members[N_MEMBERS - 1] = g_steal_pointer (&last);
}

static void
test_judgement (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketBundleCase) fitted = NULL;

  assert_obstacle (self, 0, LOKET_ACT_NOTE, LOKET_BUNDLE_NONE,
                   loket_test_payload ("text", "Alle treinen stonden stil.", NULL));
  assert_obstacle (self, 0, LOKET_ACT_NOTE, LOKET_BUNDLE_NAMES_SOMEBODY,
                   loket_test_payload ("text", "Nummer100 belde.", NULL));
  assert_obstacle (
      self, 5, LOKET_ACT_REQUEST, LOKET_BUNDLE_NAMES_SOMEBODY,
      loket_test_payload ("from", "service", "text", "Wat zegt Nummer5?", "via", "mail", NULL));
  assert_obstacle (
      self, 4, LOKET_ACT_REQUEST, LOKET_BUNDLE_NONE,
      loket_test_payload ("from", "service", "text", "Wat zegt Nummer4?", "via", "mail", NULL));
  assert_obstacle (self, 3, LOKET_ACT_INFORM, LOKET_BUNDLE_OTHER_LANGUAGE,
                   loket_test_payload ("text", "Wij zoeken nog.", "via", "mail", NULL));
  assert_obstacle (self, 3, LOKET_ACT_ACKNOWLEDGE, LOKET_BUNDLE_NONE,
                   loket_test_payload ("via", "mail", NULL));
  assert_obstacle (self, 0, LOKET_ACT_ESTABLISH, LOKET_BUNDLE_OTHER_GRIEVANCE,
                   loket_test_payload ("grievanceId", "g7", "text", "Zes uur.", NULL));
  assert_obstacle (self, 0, LOKET_ACT_RESUME, LOKET_BUNDLE_NOT_ALLOWED,
                   loket_test_payload ("text", "x", NULL));

  fitted = judge (self, self->members[1], LOKET_ACT_ESTABLISH,
                  loket_test_payload ("grievanceId", "g100", "text", "Zes uur.", NULL));
  g_assert_cmpstr (loket_json_peek_string (fitted->payload, "grievanceId"), ==, "g1");
  loket_bundle_case_free (g_steal_pointer (&fitted));
  fitted = judge (self, self->members[1], LOKET_ACT_ACKNOWLEDGE,
                  loket_test_payload ("via", "mail", NULL));
  g_assert_cmpstr (loket_json_peek_string (fitted->payload, "via"), ==, "post");
  loket_bundle_case_free (g_steal_pointer (&fitted));
  fitted = judge (self, self->members[1], LOKET_ACT_ACKNOWLEDGE,
                  loket_test_payload ("via", "counter", NULL));
  g_assert_cmpstr (loket_json_peek_string (fitted->payload, "via"), ==, "counter");
  g_free (do_act (self, self->members[2], "acknowledge", loket_test_payload ("via", "mail", NULL)));
  assert_obstacle (self, 2, LOKET_ACT_ACKNOWLEDGE, LOKET_BUNDLE_WITHOUT_EFFECT,
                   loket_test_payload ("via", "mail", NULL));
}

/* One that is closed is not asked any more; of the others each gets an act of its own, and what one
 * refuses meanwhile does not keep the others from it. */
static void
test_thirty_acts (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) cases =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_bundle_case_free);
  g_autoptr (GPtrArray) dossiers = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) done = NULL;

  g_free (
      do_act (self, self->members[9], "close", loket_test_payload ("outcome", "withdrawn", NULL)));
  dossiers = load (self);
  g_assert_cmpuint (dossiers->len, ==, N_MEMBERS - 1);
  for (guint i = 0; i < dossiers->len; i++) {
    g_autoptr (JsonObject) payload = loket_test_payload ("via", "mail", NULL);

    g_ptr_array_add (cases, loket_bundle_judge (self->desk->desk, self->lead, dossiers->pdata[i],
                                                LOKET_ACT_ACKNOWLEDGE,
                                                loket_desk_get_today (self->desk->desk), payload));
  }
  g_free (
      do_act (self, self->members[8], "close", loket_test_payload ("outcome", "withdrawn", NULL)));
  loket_bundle_do_async (self->desk->desk, cases, LOKET_ACT_ACKNOWLEDGE,
                         loket_desk_get_today (self->desk->desk), done_cb, &result);
  loket_test_desk_settle (self->desk);
  done = loket_bundle_do_finish (self->desk->desk, result);
  g_assert_cmpuint (done->len, ==, N_MEMBERS - 1);
  for (guint i = 0; i < done->len; i++) {
    LoketBundleDone *one = g_ptr_array_index (done, i);

    if (one->act != NULL)
      g_assert_true (g_hash_table_add (ids, g_strdup (one->act->act_id)));
    else
      g_assert_error (one->error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  }
  g_assert_cmpuint (g_hash_table_size (ids), ==, N_MEMBERS - 2);
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->desk->desk)->pending, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/bundle/members", Fixture, NULL, set_up, test_members, tear_down);
  g_test_add ("/bundle/judgement", Fixture, NULL, set_up, test_judgement, tear_down);
  g_test_add ("/bundle/thirty-acts", Fixture, NULL, set_up, test_thirty_acts, tear_down);
  return g_test_run ();
}
