/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk of the tests. */
#include "ui-desk.h"

#include <glib/gstdio.h>
#include <string.h>

#include "loket-desk-transfer.h"
#include "loket-sqlite.h"

/* Nothing listens there: the desk is offline. */
static const char nowhere[] = "http://127.0.0.1:9";

static const char facts[] =
    "{ 'agency': 'demo-vlg', 'receivedOn': '%s', 'registeredOn': '%s',"
    "  'subject': 'Adreswijziging niet verwerkt', 'facts': 'Drie keer <b>gemeld</b> & niets.',"
    "  'filingLanguage': 'nl', 'answerChannel': 'mail',"
    "  'complainants': [ { 'name': 'Proef Persoon', 'email': 'proef@voorbeeld.example' } ],"
    "  'grievances': [ { 'id': 'k1', 'text': 'Geen antwoord.', 'main': true },"
    "                  { 'id': 'k2', 'text': 'Onvriendelijk behandeld.' } ],"
    "  'demandKinds': [ 'complaint' ], 'carriers': [ 'letter' ], 'channels': [ 'citizen' ] }";

/**
 * ui_desk_parse:
 * @json: with single quotes, which are easier to read in C
 */
JsonObject *
ui_desk_parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_folder (UiDesk *self, const char *language)
{
  LoketDeskOptions options = {.today = loket_day_new (2026, 11, 23), .hold_s = 30};
  g_autoptr (LoketSpeech) speech = NULL;
  g_autoptr (GError) error = NULL;

  options.folder = self->folder;
  self->desk = loket_desk_open (&options, &error);
  g_assert_no_error (error);
  speech = loket_speech_new (language, &error);
  g_assert_no_error (error);
  self->session = loket_session_new (self->desk, speech, FALSE);
}

void
ui_desk_open (UiDesk *self, const char *language)
{
  g_autofree char *root = NULL;
  g_autoptr (GError) error = NULL;

  root = g_dir_make_tmp ("loket-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->folder = g_build_filename (root, "desk", NULL);
  loket_desk_init_folder (self->folder, nowhere, NULL, NULL, &error);
  g_assert_no_error (error);
  open_folder (self, language);
}

/**
 * ui_desk_reopen:
 * @change: (scope call) (nullable): what is done to its folder while it is closed
 */
void
ui_desk_reopen (UiDesk *self, const char *language, void (*change) (const char *folder))
{
  g_clear_object (&self->session);
  loket_desk_close (self->desk);
  g_clear_object (&self->desk);
  if (change != NULL)
    change (self->folder);
  open_folder (self, language);
}

/**
 * ui_desk_change_work:
 * @folder: of a closed desk
 */
void
ui_desk_change_work (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "work.db", NULL);
  LoketSqliteOptions options = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSqlite) work = loket_sqlite_open (path, &options, &error);

  g_assert_no_error (error);
  g_assert_true (loket_sqlite_execute (work, sql, &error));
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
ui_desk_close (UiDesk *self)
{
  g_autofree char *root = g_path_get_dirname (self->folder);

  g_clear_object (&self->session);
  loket_desk_close (self->desk);
  g_clear_object (&self->desk);
  remove_folder (root);
  g_clear_pointer (&self->folder, g_free);
}

LoketDossier *
ui_desk_register (UiDesk *self, const char *received_on)
{
  g_autofree char *text = g_strdup_printf (facts, received_on, received_on);
  g_autoptr (JsonObject) json = ui_desk_parse (text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketDossier *dossier;

  loket_desk_new_case_async (self->desk, json, NULL, NULL, keep_result_cb, &result);
  wait_for (&result);
  dossier = loket_desk_new_case_finish (self->desk, result, &error);
  g_assert_no_error (error);
  return dossier;
}

LoketDossier *
ui_desk_load (UiDesk *self, const char *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketDossier *dossier;

  loket_desk_load_dossier_async (self->desk, case_id, NULL, keep_result_cb, &result);
  wait_for (&result);
  dossier = loket_desk_load_dossier_finish (self->desk, result, &error);
  g_assert_no_error (error);
  return dossier;
}

void
ui_desk_do (UiDesk *self, LoketDossier *dossier, const char *type, JsonObject *payload)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;

  loket_desk_do_act_async (self->desk, dossier, type, loket_desk_get_today (self->desk), payload,
                           NULL, NULL, keep_result_cb, &result);
  wait_for (&result);
  act = loket_desk_do_act_finish (self->desk, result, &error);
  g_assert_no_error (error);
}

void
ui_desk_take_back (UiDesk *self, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_take_back_async (self->desk, id, NULL, keep_result_cb, &result);
  wait_for (&result);
  loket_desk_take_back_finish (self->desk, result, &error);
  g_assert_no_error (error);
}

/* With what was not sent of it. */
void
ui_desk_erase (UiDesk *self, const char *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean traces_left;

  loket_desk_erase_case_async (self->desk, case_id, TRUE, keep_result_cb, &result);
  wait_for (&result);
  loket_desk_erase_case_finish (self->desk, result, &traces_left, &error);
  g_assert_no_error (error);
}

/**
 * ui_desk_find_widget:
 *
 * Returns: (transfer none) (nullable): the first widget of a type, from @widget downwards
 */
GtkWidget *
ui_desk_find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_desk_find_widget (child, type);
  return found;
}

/**
 * ui_desk_find_label:
 *
 * Returns: (transfer none) (nullable): the first label that shows @part, from @widget downwards
 */
GtkWidget *
ui_desk_find_label (GtkWidget *widget, const char *part)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_desk_find_label (child, part);
  return found;
}

/**
 * ui_desk_await_label:
 *
 * Returns: (transfer none): as ui_desk_find_label(), once it is there
 */
GtkWidget *
ui_desk_await_label (GtkWidget *widget, const char *part)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  GtkWidget *label = ui_desk_find_label (widget, part);

  while (label == NULL && g_get_monotonic_time () < end) {
    g_main_context_iteration (NULL, FALSE);
    label = ui_desk_find_label (widget, part);
  }
  if (label == NULL)
    g_error ("“%s” is not shown", part);
  return label;
}
