/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl letter: writes a letter of a case as a PDF or as text for a mail. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-letter.h"

/* The last act with effect that a letter carries; NULL where it has not been done yet. */
static const LoketActEffect *
find_act (LoketStanding *standing, const char *kind)
{
  LoketActType type = g_strcmp0 (kind, "answer") == 0 ? LOKET_ACT_ANSWER : LOKET_ACT_ACKNOWLEDGE;
  const LoketActEffect *found = NULL;

  for (guint i = 0; i < standing->effects->len; i++) {
    const LoketActEffect *effect = standing->effects->pdata[i];

    if (effect->act->type == type && effect->annulled_by == NULL &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED)
      found = effect;
  }
  return found;
}

/* A letter bears the day on which its act counts, and one that came back the day that it bore; one
 * whose act is still to come bears today. */
static LoketDay
find_letter_day (LoketDesk *desk, const LoketActEffect *effect)
{
  if (effect == NULL)
    return loket_desk_get_today (desk);
  return effect->counting_day != LOKET_NO_DAY ? effect->counting_day : effect->own_day;
}

static gboolean
write_letter (
    LoketDesk *desk, LoketDossier *dossier, const char *kind, const char *path, GError **error)
{
  const LoketActEffect *effect = find_act (dossier->standing, kind);
  LoketDay day = find_letter_day (desk, effect);
  const char *text = effect != NULL ? loket_act_get_text (effect->act, "text") : NULL;
  g_autoptr (LoketLetter) letter =
      loket_letter_compose (loket_desk_get_rules (desk), dossier->standing, kind, day, text, error);

  return letter != NULL && loket_letter_write (letter, path, error);
}

static int
letter_of_desk (LoketCtl *self, char **words, const char *path)
{
  g_autoptr (GError) error = NULL;
  LoketDesk *desk = loket_ctl_open_desk (self, TRUE, NULL, &error);
  g_autoptr (LoketDossier) dossier = NULL;
  int exit_code = LOKET_CTL_DONE;

  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  dossier = loket_ctl_load_dossier (desk, words[1], &error);
  if (dossier == NULL)
    exit_code = loket_ctl_fail_desk (self, error);
  else if (!write_letter (desk, dossier, words[2], path, &error))
    exit_code = loket_ctl_fail (self, error);
  else
    loket_ctl_print_file (path, self->json);
  loket_desk_close (desk);
  g_object_unref (desk);
  return exit_code;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *path = NULL;
  const GOptionEntry options[] = {
      {"to", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("Where to write it: FILE.pdf or FILE.txt"),
       "FILE"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 2, 2, &exit_code))
    return exit_code;
  if (g_strcmp0 (words[2], "acknowledgement") != 0 && g_strcmp0 (words[2], "answer") != 0)
    return loket_ctl_misuse (self, _ ("“%s” is no letter that can be made here"), words[2]);
  if (path == NULL || !(g_str_has_suffix (path, ".pdf") || g_str_has_suffix (path, ".txt")))
    return loket_ctl_misuse (self, "%s", _ ("letter wants --to FILE.pdf or FILE.txt"));
  return letter_of_desk (self, words, path);
}

const LoketCtlCommand loket_ctl_letter = {
    .name = "letter",
    .usage = "REF acknowledgement|answer --to FILE.pdf|FILE.txt",
    .summary = N_ ("Write a letter in the language of the letter"),
    .run = run,
};
