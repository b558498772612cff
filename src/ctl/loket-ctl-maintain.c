/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl verify and reset-cache: the databases of a desk. Unsent work is never touched but by
 * saving it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-desk-care.h"

static const char *
say_finding (const char *finding, gboolean mended, const char *how)
{
  return finding == NULL ? "ok" : mended ? how : finding;
}

static void
build_counts (JsonBuilder *builder, const LoketVerifyResult *found)
{
  const struct {
    const char *member;
    guint count;
  } counts[] = {
      {"itemsUnread", found->items_unread},
      {"draftsUnread", found->drafts_unread},
      {"copiesUnread", found->copies_unread},
      {"casesChecked", found->cases_checked},
      {"casesDiffering", found->cases_differing},
      {"documentsChecked", found->documents_checked},
      {"documentsDamaged", found->documents_damaged},
      {"documentsLost", found->documents_lost},
      {"documentsStrays", found->documents_strays},
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    loket_ctl_build_int (builder, counts[i].member, counts[i].count);
}

static void
print_findings (LoketCtl *self, const LoketVerifyResult *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *work = say_finding (found->work, found->work_salvaged, "salvaged");
  const char *cache = say_finding (found->cache, found->cache_begun_anew, "set aside");
  const char *search = say_finding (found->search, found->search_rebuilt, "rebuilt");

  if (!self->json) {
    loket_ctl_print (_ ("unsent work: %s\ncopies of the loket: %s\nsearch: %s\n"), work, cache,
                     search);
    loket_ctl_print (_ ("unreadable: %u acts, %u drafts, %u copies\n"), found->items_unread,
                     found->drafts_unread, found->copies_unread);
    loket_ctl_print (_ ("rows of lists: %u checked, %u differed from replay\n"),
                     found->cases_checked, found->cases_differing);
    loket_ctl_print (_ ("documents: %u checked, %u to be fetched again, %u lost before they were "
                        "sent, %u that nothing names\n"),
                     found->documents_checked, found->documents_damaged, found->documents_lost,
                     found->documents_strays);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "work", work);
  loket_ctl_build_text (builder, "cache", cache);
  loket_ctl_build_text (builder, "search", search);
  build_counts (builder, found);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

/* What was saved of a damaged work.db, until somebody has seen it. */
static void
print_salvage (LoketCtl *self, const LoketSalvage *salvage)
{
  g_autofree char *lost = g_strjoinv (", ", salvage->lost_tables);
  g_autofree char *at = loket_moment_to_string (salvage->at);

  if (self->json)
    return;
  if (salvage->documents > 0)
    loket_ctl_print (_ ("documents that may not have been sent: %u, in %s\n"), salvage->documents,
                     salvage->documents_path);
  loket_ctl_print (_ ("saved at %s: %u rows kept, %u from an older copy; something may be "
                      "missing in: %s; the damaged file: %s\n"),
                   at, salvage->rows_kept, salvage->from_backup, *lost != '\0' ? lost : "-",
                   salvage->aside_path != NULL ? salvage->aside_path : "-");
  if (salvage->erased)
    loket_ctl_print (_ ("a case was erased since: acknowledging deletes these files\n"));
}

static gboolean
acknowledge_salvage (LoketDesk *desk, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_acknowledge_salvage_async (desk, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_acknowledge_salvage_finish (desk, result, error);
}

static int
verify (LoketCtl *self, LoketDesk *desk, gboolean repair, gboolean acknowledge)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;
  LoketCtlWait wait;
  const LoketSalvage *salvage;
  gboolean sound;

  while (!loket_desk_is_settled (desk))
    g_main_context_iteration (NULL, TRUE);
  loket_ctl_wait_begin (&wait);
  loket_desk_verify_async (desk, repair, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  found = loket_desk_verify_finish (desk, result, &error);
  if (found == NULL)
    return loket_ctl_fail_desk (self, error);
  print_findings (self, found);
  salvage = loket_desk_get_sync_state (desk)->salvage;
  if (salvage != NULL)
    print_salvage (self, salvage);
  if (acknowledge && !acknowledge_salvage (desk, &error))
    return loket_ctl_fail_desk (self, error);
  sound = loket_verify_result_is_sound (found);
  if (!sound)
    loket_ctl_warn (self, loket_speech_name (self->speech, "error", "databaseDamaged"));
  return sound ? LOKET_CTL_DONE : LOKET_CTL_FAILED;
}

static int
run_verify (LoketCtl *self, char **arguments)
{
  gboolean repair = FALSE, acknowledge = FALSE;
  const GOptionEntry options[] = {
      {"repair", 0, 0, G_OPTION_ARG_NONE, &repair, N_ ("Mend what can be mended"), NULL},
      {"acknowledge", 0, 0, G_OPTION_ARG_NONE, &acknowledge,
       N_ ("Do not tell again what was saved of damaged work"), NULL},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;
  LoketDesk *desk;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  desk = loket_ctl_open_desk (self, FALSE, NULL, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  exit_code = verify (self, desk, repair, acknowledge);
  loket_desk_close (desk);
  g_object_unref (desk);
  return exit_code;
}

/* Opening does the work: so it helps too where the cache can no longer be opened. */
static int
run_reset (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  LoketDeskOptions desk_options = {.reset_cache = TRUE};
  g_autoptr (GError) error = NULL;
  LoketDesk *desk;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  desk_options.folder = self->folder;
  desk_options.today = self->today;
  desk = loket_desk_open (&desk_options, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print ("%s\n", self->json ? "{}" : _ ("the next sync fetches everything anew"));
  loket_desk_close (desk);
  g_object_unref (desk);
  return LOKET_CTL_DONE;
}

const LoketCtlCommand loket_ctl_verify = {
    .name = "verify",
    .usage = "[--repair] [--acknowledge]",
    .summary = N_ ("Check the databases and documents of the desk"),
    .run = run_verify,
};

const LoketCtlCommand loket_ctl_reset_cache = {
    .name = "reset-cache",
    .usage = "",
    .summary = N_ ("Throw the copies of the loket away; unsent work stays"),
    .run = run_reset,
};
