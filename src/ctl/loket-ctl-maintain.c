/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl verify and reset-cache: the databases of a desk. Unsent work is never touched. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"

static const char *
say_finding (const char *finding)
{
  return finding != NULL ? finding : "ok";
}

static void
print_findings (LoketCtl *self, const LoketVerifyResult *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *search = found->search_rebuilt ? "rebuilt" : say_finding (found->search);

  if (!self->json) {
    loket_ctl_print (_ ("unsent work: %s\ncopies of the loket: %s\nsearch: %s\n"),
                     say_finding (found->work), say_finding (found->cache), search);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "work", say_finding (found->work));
  loket_ctl_build_text (builder, "cache", say_finding (found->cache));
  loket_ctl_build_text (builder, "search", search);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

static int
verify (LoketCtl *self, LoketDesk *desk, gboolean repair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;
  LoketCtlWait wait;
  gboolean sound;

  loket_ctl_wait_begin (&wait);
  loket_desk_verify_async (desk, repair, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  found = loket_desk_verify_finish (desk, result, &error);
  if (found == NULL)
    return loket_ctl_fail_desk (self, error);
  print_findings (self, found);
  sound = found->work == NULL && found->cache == NULL &&
          (found->search == NULL || found->search_rebuilt);
  if (!sound)
    loket_ctl_warn (self, loket_speech_name (self->speech, "error", "databaseDamaged"));
  return sound ? LOKET_CTL_DONE : LOKET_CTL_FAILED;
}

static int
run_verify (LoketCtl *self, char **arguments)
{
  gboolean repair = FALSE;
  const GOptionEntry options[] = {
      {"repair", 0, 0, G_OPTION_ARG_NONE, &repair, N_ ("Build the search anew where it is damaged"),
       NULL},
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
  exit_code = verify (self, desk, repair);
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
    .usage = "[--repair]",
    .summary = N_ ("Check the databases of the desk"),
    .run = run_verify,
};

const LoketCtlCommand loket_ctl_reset_cache = {
    .name = "reset-cache",
    .usage = "",
    .summary = N_ ("Throw the copies of the loket away; unsent work stays"),
    .run = run_reset,
};
