/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl show: one case with its acts, and the proof of its dates on paper. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-dossier.h"
#include "loket-ctl-output.h"
#include "loket-proof.h"

static gboolean
show (LoketCtl *self,
      LoketDesk *desk,
      LoketDossier *dossier,
      gboolean explain,
      const char *path,
      GError **error)
{
  LoketMoment now = loket_desk_get_now (desk);
  LoketAgency *agency =
      loket_rules_get_agency (loket_desk_get_rules (desk), dossier->the_case->agency);
  LoketSpeech *plain = self->speech;
  g_autoptr (LoketProof) proof = NULL;

  if (path == NULL) {
    self->speech =
        loket_speech_with_words (plain, agency != NULL ? loket_agency_get_words (agency) : NULL);
    loket_ctl_dossier_print (self, loket_desk_get_rules (desk), dossier, now, explain);
    loket_speech_unref (self->speech);
    self->speech = plain;
    return TRUE;
  }
  proof = loket_proof_compose (loket_desk_get_rules (desk), dossier->standing, self->speech, now);
  if (!loket_proof_write (proof, path, error))
    return FALSE;
  loket_ctl_print_file (path, self->json);
  return TRUE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autofree char *path = NULL;
  gboolean explain = FALSE;
  const GOptionEntry options[] = {
      {"explain", 0, 0, G_OPTION_ARG_NONE, &explain, N_ ("Say why each date is what it is"), NULL},
      {"to", 0, 0, G_OPTION_ARG_FILENAME, &path,
       N_ ("With --explain: write the proof of the dates to FILE.pdf or FILE.txt"), "FILE"},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  LoketDesk *desk;
  gboolean done = FALSE;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, 1, &exit_code))
    return exit_code;
  if (path != NULL &&
      (!explain || !(g_str_has_suffix (path, ".pdf") || g_str_has_suffix (path, ".txt"))))
    return loket_ctl_misuse (self, "%s", _ ("--to wants --explain, and FILE.pdf or FILE.txt"));
  desk = loket_ctl_open_desk (self, TRUE, NULL, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  dossier = loket_ctl_load_dossier (desk, words[1], &error);
  if (dossier != NULL)
    done = show (self, desk, dossier, explain, path, &error);
  loket_desk_close (desk);
  g_object_unref (desk);
  if (dossier == NULL)
    return loket_ctl_fail_desk (self, error);
  return done ? LOKET_CTL_DONE : loket_ctl_fail (self, error);
}

const LoketCtlCommand loket_ctl_show = {
    .name = "show",
    .usage = "REF [--explain [--to FILE.pdf|FILE.txt]]",
    .summary = N_ ("Show a case: facts, terms and acts"),
    .details = N_ ("With --explain: why each date is what it is. With --to this proof is written "
                   "as a page, in the language of --lang."),
    .run = run,
};
