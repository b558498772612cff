/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl document: lists the documents of a case, adds one, gets one, removes one. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"
#include "loket-desk-documents.h"

/* What is asked on the command line. */
typedef struct {
  const char *reference;
  const char *add;    /* (nullable): a file */
  const char *get;    /* (nullable): id of a document */
  const char *to;     /* (nullable): a file */
  const char *remove; /* (nullable): id of a document */
  const char *reason; /* (nullable) */
} Asked;

static GPtrArray *
list_documents (LoketDesk *desk, LoketDossier *dossier, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_list_documents_async (desk, dossier, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_list_documents_finish (desk, result, error);
}

/* Returns: (transfer none) (nullable): belongs to @documents; NULL with LOKET_DESK_ERROR_NOT_FOUND
 */
static const LoketDeskDocument *
find (GPtrArray *documents, const char *document_id, GError **error)
{
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    const LoketDeskDocument *document = documents->pdata[i];

    if (g_str_equal (document->document_id, document_id))
      return document;
  }
  if (documents != NULL)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND, _ ("%s: no such document"),
                 document_id);
  return NULL;
}

static void
build_document (JsonBuilder *builder, gconstpointer data)
{
  const LoketDeskDocument *document = data;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "documentId", document->document_id);
  loket_ctl_build_text (builder, "name", document->name);
  loket_ctl_build_text (builder, "mediaType", document->media_type);
  loket_ctl_build_int (builder, "sizeBytes", document->size_bytes);
  loket_ctl_build_day (builder, "addedOn", document->added_on);
  loket_ctl_build_text (builder, "sha256", document->sha256);
  loket_ctl_build_text (builder, "state", loket_document_state_to_string (document->state));
  loket_ctl_build_int (builder, "doneBytes", document->done_bytes);
  json_builder_set_member_name (builder, "kept");
  json_builder_add_boolean_value (builder, document->pinned);
  json_builder_set_member_name (builder, "pending");
  json_builder_add_boolean_value (builder, document->act_id != NULL);
  loket_ctl_build_text (builder, "reason", document->reason);
  loket_ctl_build_text (builder, "trouble", document->trouble);
  json_builder_end_object (builder);
}

static void
add_row (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  const LoketDeskDocument *document = data;
  g_autofree char *size = g_format_size ((guint64) document->size_bytes);
  g_autofree char *cause =
      document->trouble != NULL
          ? loket_speech_name_briefly (self->speech, "error", document->trouble)
          : NULL;

  loket_ctl_table_add (table, document->document_id,
                       loket_document_state_to_string (document->state), size,
                       document->name != NULL ? document->name : "", cause, NULL);
}

static gboolean
list (LoketCtl *self, LoketDesk *desk, LoketDossier *dossier, GError **error)
{
  g_autoptr (GPtrArray) documents = list_documents (desk, dossier, error);

  if (documents == NULL)
    return FALSE;
  loket_ctl_print_items (self, documents, build_document, add_row);
  return TRUE;
}

/* Whoever reads JSON gets an answer to all that was done. */
static void
print_done (LoketCtl *self, const char *document_id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json)
    return;
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "documentId", document_id);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

static gboolean
add (LoketCtl *self, LoketDesk *desk, LoketDossier *dossier, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAct) act = NULL;
  const char *document_id;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_add_document_async (desk, dossier, file, NULL, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  act = loket_desk_add_document_finish (desk, result, error);
  if (act == NULL)
    return FALSE;
  document_id = loket_json_peek_string (act->payload, "documentId");
  if (!self->json)
    loket_ctl_print ("%s\n", document_id);
  print_done (self, document_id);
  return TRUE;
}

static gboolean
get (LoketCtl *self, LoketDesk *desk, LoketDossier *dossier, const Asked *asked, GError **error)
{
  g_autoptr (GPtrArray) documents = list_documents (desk, dossier, error);
  const LoketDeskDocument *document = find (documents, asked->get, error);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (asked->to);
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  if (document == NULL)
    return FALSE;
  loket_ctl_wait_begin (&wait);
  loket_desk_save_document_async (desk, document, file, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_save_document_finish (desk, result, error))
    return FALSE;
  print_done (self, asked->get);
  return TRUE;
}

static gboolean
remove_document (
    LoketCtl *self, LoketDesk *desk, LoketDossier *dossier, const Asked *asked, GError **error)
{
  g_autoptr (GPtrArray) documents = list_documents (desk, dossier, error);
  const LoketDeskDocument *document = find (documents, asked->remove, error);
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  if (document == NULL)
    return FALSE;
  loket_ctl_wait_begin (&wait);
  loket_desk_remove_document_async (desk, dossier, document, asked->reason, loket_ctl_wait_done_cb,
                                    &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_change_document_finish (desk, result, error))
    return FALSE;
  print_done (self, asked->remove);
  return TRUE;
}

static gboolean
do_in_case (LoketCtl *self, LoketDesk *desk, const Asked *asked, GError **error)
{
  g_autoptr (LoketDossier) dossier = loket_ctl_load_dossier (desk, asked->reference, error);

  if (dossier == NULL)
    return FALSE;
  if (asked->add != NULL)
    return add (self, desk, dossier, asked->add, error);
  if (asked->get != NULL)
    return get (self, desk, dossier, asked, error);
  if (asked->remove != NULL)
    return remove_document (self, desk, dossier, asked, error);
  return list (self, desk, dossier, error);
}

/* A reason of the rules or of the loket is said in words. */
static int
fail (LoketCtl *self, const GError *error)
{
  if (!g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT))
    return loket_ctl_fail_desk (self, error);
  loket_ctl_warn (self, loket_speech_name (self->speech, "reason", error->message));
  return LOKET_CTL_FAILED;
}

static int
work (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  g_autoptr (GError) error = NULL;

  return do_in_case (self, desk, asked, &error) ? LOKET_CTL_DONE : fail (self, error);
}

/* Returns: (nullable): what is wrong with the options */
static const char *
check (const Asked *asked)
{
  int deeds = (asked->add != NULL) + (asked->get != NULL) + (asked->remove != NULL);

  if (deeds > 1)
    return _ ("one of --add, --get and --remove at a time");
  if ((asked->get != NULL) != (asked->to != NULL))
    return _ ("--get and --to belong together");
  if ((asked->remove != NULL) != (asked->reason != NULL))
    return _ ("--remove and --reason belong together");
  return NULL;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *add_path = NULL;
  g_autofree char *get_id = NULL;
  g_autofree char *to_path = NULL;
  g_autofree char *remove_id = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry options[] = {
      {"add", 0, 0, G_OPTION_ARG_FILENAME, &add_path, N_ ("Add this file; its document id is told"),
       "FILE"},
      {"get", 0, 0, G_OPTION_ARG_STRING, &get_id, N_ ("Get this document"), "ID"},
      {"to", 0, 0, G_OPTION_ARG_FILENAME, &to_path, N_ ("Where it is written"), "FILE"},
      {"remove", 0, 0, G_OPTION_ARG_STRING, &remove_id,
       N_ ("Take this document out of what the case shows"), "ID"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, for who reads the history"), "TEXT"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  const char *wrong;
  gboolean only_reads;
  int exit_code;
  Asked asked;

  if (!loket_ctl_parse (self, &words, options, 1, 1, &exit_code))
    return exit_code;
  asked = (Asked){words[1], add_path, get_id, to_path, remove_id, reason};
  wrong = check (&asked);
  if (wrong != NULL)
    return loket_ctl_misuse (self, "%s", wrong);
  only_reads = add_path == NULL && get_id == NULL && remove_id == NULL;
  return loket_ctl_work_on_desk (self, only_reads, work, &asked);
}

const LoketCtlCommand loket_ctl_document = {
    .name = "document",
    .usage = "REF [--add FILE | --get ID --to FILE | --remove ID --reason TEXT]",
    .summary = N_ ("List the documents of a case, add one, get one, remove one"),
    .details = N_ (
        "What is added is kept here and sent with the next sync. What is got is fetched where it "
        "is not here, and checked against its hash before a byte of it is written."),
    .run = run,
};
