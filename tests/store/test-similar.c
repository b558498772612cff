/* SPDX-License-Identifier: EUPL-1.2 */
/* Possible duplicates: by person, by subject, of the agency, and after an older program. */
#include "config.h"

#include "loket-cache-index.h"
#include "loket-test-store.h"

static char *
make_item (const char *id, const char *reference, const char *more)
{
  g_autofree char *text = g_strdelimit (g_strdup (more), "'", '"');
  g_autofree char *json = test_case_json (id, reference, text);

  return test_upsert (id, 1, json);
}

static void
set_up (TestStore *store, gconstpointer data)
{
  static const char *const cases[][2] = {
      {"KL-1", "'subject':'Adreswijziging niet verwerkt','complainants':[{'name':'Jan Jöris',"
               "'email':'jan.joris@post.example','phone':'+32 (0)470 00 00 12'}]"},
      {"KL-2", "'subject':'Premie voor verbouwing geweigerd','complainants':[{'name':'An Proef'}]"},
      {"KL-3", "'subject':'Adreswijziging verwerkt in verkeerde gemeente','complainants':[]"},
      {"KL-4", "'subject':'Iets anders','representative':{'name':'Joris Jan'},"
               "'complainants':[{'name':'Bo Denkbeeld','phone':'02/000.32.10.99'}]"},
  };
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) gone = NULL;

  test_store_set_up (store, data);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *item = make_item (cases[i][0], cases[i][0], cases[i][1]);

    g_string_append_printf (items, "%s%s", i > 0 ? "," : "", item);
  }
  loket_page_result_free (test_store_apply (store, "k", items->str));
  loket_store_finish_generation_async (store->store, 0, test_store_done_cb, &result);
  gone =
      loket_store_finish_generation_finish (store->store, test_store_wait (store, &result), NULL);
}

static void
assert_finds (TestStore *store, const LoketSimilarQuery *query, const char *wanted)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) said = g_string_new (NULL);

  loket_store_find_similar_async (store->store, query, NULL, test_store_done_cb, &result);
  found = loket_store_find_similar_finish (store->store, test_store_wait (store, &result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++) {
    const LoketSimilarCase *similar = g_ptr_array_index (found, i);

    g_assert_cmpint (similar->received_on, ==, loket_day_new (2026, 11, 2));
    g_string_append_printf (said, "%s%s%s", i > 0 ? " " : "", similar->reference,
                            similar->same_person ? "!" : "");
  }
  g_assert_cmpstr (said->str, ==, wanted);
}

static void
test_person (TestStore *store, gconstpointer data)
{
  /* Accents, capitals and order do not matter; the newest stands first. */
  assert_finds (store, &(LoketSimilarQuery){.name = "joris  JAN"}, "KL-4! KL-1!");
  assert_finds (store, &(LoketSimilarQuery){.name = "Jan Janssens"}, "");
  assert_finds (store, &(LoketSimilarQuery){.name = "Jan"}, "");
  assert_finds (store, &(LoketSimilarQuery){.email = "Jan.Joris@post.example"}, "KL-1!");
  assert_finds (store, &(LoketSimilarQuery){.email = "jan"}, "");
  assert_finds (store, &(LoketSimilarQuery){.phone = "0470/00.00.12"}, "KL-1!");
  assert_finds (store, &(LoketSimilarQuery){.phone = "0032 470 000012"}, "KL-1!");
  assert_finds (store, &(LoketSimilarQuery){.phone = "02 000 32 10 99"}, "KL-4!");
  assert_finds (store, &(LoketSimilarQuery){.phone = "0470"}, "");
  /* What is typed is never syntax. */
  assert_finds (store, &(LoketSimilarQuery){.name = "\" OR names : *", .email = "\"@(*"}, "");
}

static void
test_subject (TestStore *store, gconstpointer data)
{
  assert_finds (store, &(LoketSimilarQuery){.subject = "verwerkt: de adreswijziging"}, "KL-3 KL-1");
  assert_finds (store, &(LoketSimilarQuery){.subject = "adreswijziging verwe"}, "KL-3 KL-1");
  assert_finds (store, &(LoketSimilarQuery){.subject = "adreswijziging"}, "");
  assert_finds (store, &(LoketSimilarQuery){.subject = "premie niet verwerkt"}, "");
  /* Who is found by name is not named twice. */
  assert_finds (store,
                &(LoketSimilarQuery){.subject = "Adreswijziging verwerkt", .name = "Jan Joris"},
                "KL-4! KL-1! KL-3");
}

static void
test_agency_and_itself (TestStore *store, gconstpointer data)
{
  assert_finds (store, &(LoketSimilarQuery){.agency = "demo", .name = "An Proef"}, "KL-2!");
  assert_finds (store, &(LoketSimilarQuery){.agency = "other", .name = "An Proef"}, "");
  assert_finds (store, &(LoketSimilarQuery){.name = "An Proef", .case_id = "KL-2"}, "");
}

/* The index of an older program knew no addresses and numbers: it is filled once more. */
static void
test_index_of_older_program (TestStore *store, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (store, "cache.db");
  g_autoptr (LoketSqlite) db = NULL;
  g_autoptr (GError) error = NULL;

  db = loket_sqlite_open (path, &(LoketSqliteOptions){0}, &error);
  g_assert_no_error (error);
  loket_sqlite_execute (db,
                        "DROP TABLE documents; DROP INDEX cases_that_left;"
                        "DROP INDEX cases_resting_on_today; DELETE FROM search;"
                        "DROP INDEX open_clocks_by_moment;"
                        "DROP INDEX cases_of_lead; ALTER TABLE cases DROP COLUMN lead;"
                        "ALTER TABLE cases DROP COLUMN due_at;"
                        "ALTER TABLE cases DROP COLUMN fed;"
                        "ALTER TABLE cases DROP COLUMN indexed;"
                        "DROP TABLE answered;"
                        "ALTER TABLE open_clocks DROP COLUMN due_at;"
                        "ALTER TABLE cases DROP COLUMN inquiry_open;"
                        "PRAGMA user_version = 2",
                        &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, loket_sqlite_close);
  assert_finds (store, &(LoketSimilarQuery){.phone = "0470000012"}, "");
  test_store_reopen (store, FALSE);
  assert_finds (store, &(LoketSimilarQuery){.phone = "0470000012"}, "KL-1!");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/similar/" name, TestStore, NULL, set_up, function, test_store_tear_down)
  ADD ("person", test_person);
  ADD ("subject", test_subject);
  ADD ("agency-and-itself", test_agency_and_itself);
  ADD ("index-of-older-program", test_index_of_older_program);
#undef ADD
  return g_test_run ();
}
