/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl export-work, import-work and erase. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-desk-transfer.h"

static void
print_counts (LoketCtl *self, const LoketTransferCounts *counts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json) {
    loket_ctl_print (_ ("acts and complaints: %u, drafts: %u, documents: %u, skipped: %u\n"),
                     counts->items, counts->drafts, counts->documents, counts->skipped);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_int (builder, "items", counts->items);
  loket_ctl_build_int (builder, "drafts", counts->drafts);
  loket_ctl_build_int (builder, "documents", counts->documents);
  loket_ctl_build_int (builder, "skipped", counts->skipped);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

static int
transfer (LoketCtl *self, LoketDesk *desk, const char *path, gboolean import)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketTransferCounts counts;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  if (import)
    loket_desk_import_work_async (desk, path, loket_ctl_wait_done_cb, &wait);
  else
    loket_desk_export_work_async (desk, path, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_transfer_finish (desk, result, &counts, &error))
    return loket_ctl_fail_desk (self, error);
  print_counts (self, &counts);
  return LOKET_CTL_DONE;
}

static int
export_work (LoketCtl *self, LoketDesk *desk, gconstpointer path)
{
  return transfer (self, desk, path, FALSE);
}

static int
import_work (LoketCtl *self, LoketDesk *desk, gconstpointer path)
{
  return transfer (self, desk, path, TRUE);
}

static int
run_export (LoketCtl *self, char **arguments)
{
  g_autofree char *path = NULL;
  const GOptionEntry options[] = {
      {"to", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("Where it is written"), "FILE"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (path == NULL)
    return loket_ctl_misuse (self, "%s", _ ("--to FILE is missing"));
  return loket_ctl_work_on_desk (self, TRUE, export_work, path);
}

static int
run_import (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, 1, &exit_code))
    return exit_code;
  return loket_ctl_work_on_desk (self, FALSE, import_work, words[1]);
}

typedef struct {
  const char *reference;
  gboolean with_unsent;
} Erasure;

static void
print_erased (LoketCtl *self, LoketDesk *desk, gboolean traces_left)
{
  if (self->json)
    loket_ctl_print ("%s\n", traces_left ? "{\"tracesLeft\": true}" : "{}");
  else if (traces_left && loket_desk_get_sync_state (desk)->salvage != NULL)
    loket_ctl_print (
        _ ("it is erased; what was kept when work.db was saved may still hold words of "
           "it, and goes with “loketctl verify --acknowledge”\n"));
  else if (traces_left)
    loket_ctl_print (
        _ ("it is erased; files of this desk that could not be changed now may still "
           "hold words of it: these go by themselves with one of the next commands\n"));
  else
    loket_ctl_print ("%s\n", _ ("no word of it is left on this desk"));
}

static int
erase (LoketCtl *self, LoketDesk *desk, gconstpointer data)
{
  const Erasure *erasure = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier = loket_ctl_load_dossier (desk, erasure->reference, &error);
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;
  gboolean traces_left;

  if (dossier == NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_wait_begin (&wait);
  loket_desk_erase_case_async (desk, dossier->the_case->case_id, erasure->with_unsent,
                               loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_erase_case_finish (desk, result, &traces_left, &error))
    return loket_ctl_fail_desk (self, error);
  print_erased (self, desk, traces_left);
  return LOKET_CTL_DONE;
}

static int
run_erase (LoketCtl *self, char **arguments)
{
  gboolean with_unsent = FALSE;
  const GOptionEntry options[] = {
      {"with-unsent", 0, 0, G_OPTION_ARG_NONE, &with_unsent,
       N_ ("Also what was not sent yet: it is lost"), NULL},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  Erasure erasure;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, 1, &exit_code))
    return exit_code;
  erasure = (Erasure){words[1], with_unsent};
  return loket_ctl_work_on_desk (self, FALSE, erase, &erasure);
}

const LoketCtlCommand loket_ctl_export_work = {
    .name = "export-work",
    .usage = "--to FILE",
    .summary = N_ ("Write what was not sent yet to a file"),
    .details = N_ ("Contents of documents are written beside it, in FILE.documents."),
    .run = run_export,
};

const LoketCtlCommand loket_ctl_import_work = {
    .name = "import-work",
    .usage = "FILE",
    .summary = N_ ("Take in what another desk of yours did not send"),
    .run = run_import,
};

const LoketCtlCommand loket_ctl_erase = {
    .name = "erase",
    .usage = "REF [--with-unsent]",
    .summary = N_ ("Take every word of a case out of this desk"),
    .details = N_ ("The loket keeps the case; a full sync brings it again."),
    .run = run_erase,
};
