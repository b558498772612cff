/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of people with documents: handed in, looked at, taken away. */
#include "loket-sim-people.h"

#include <glib/gstdio.h>

#include "loket-desk-documents.h"

enum {
  BYTES_MIN = 200,
  BYTES_MORE = 3600, /* up to four pieces */
  LEAFLETS = 3
};

/* One in four is a leaflet that goes into several files.
 *
 * Returns: (transfer full) */
static GBytes *
make_contents (const SimStep *step, gboolean *shared)
{
  SimDice dice = {step->salt};
  guint8 *data;
  gsize length;

  *shared = step->b % 4 == 0;
  if (*shared)
    dice.state = step->b % LEAFLETS;
  length = BYTES_MIN + sim_dice_below (&dice, BYTES_MORE);
  data = g_malloc (length);
  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) sim_dice_next (&dice);
  return g_bytes_new_take (data, length);
}

static GFile *
write_source (SimWorld *world, GBytes *contents)
{
  g_autofree char *path = g_build_filename (world->folder, "brought", NULL);
  gsize length;
  const char *data = g_bytes_get_data (contents, &length);

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  return g_file_new_for_path (path);
}

void
sim_step_attach (SimDesk *self, const SimStep *step)
{
  const char *case_id = sim_desk_pick_case (self, step);
  g_autoptr (LoketDossier) dossier = sim_desk_load (self, case_id);
  g_autoptr (SimWaiter) waiter = NULL;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GFile) source = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  SimTyped *typed;
  gboolean answered;

  if (dossier == NULL)
    return;
  typed = sim_model_add_typed (self->world->model, step->salt, self->number);
  typed->case_id = g_strdup (case_id);
  typed->member = "name";
  contents = make_contents (step, &typed->shared);
  typed->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents);
  typed->done = ++self->world->model->n_done;
  typed->seen_version = dossier->the_case->version;
  source = write_source (self->world, contents);
  name = g_strconcat (typed->token, ".txt", NULL);
  waiter = sim_waiter_new ();
  loket_desk_add_document_async (self->desk, dossier, source, name, NULL, sim_waiter_cb, waiter);
  answered = sim_desk_wait (self, waiter);
  if (answered)
    act = loket_desk_add_document_finish (self->desk, waiter->result, &error);
  sim_typed_note_done (typed, SIM_PLACE_NOWHERE, answered, error);
  sim_desk_say (self, "attaches", error);
}

/* Returns: (transfer none): one into which somebody has put a document, where there is one */
static const char *
pick_file (SimDesk *self, const SimStep *step)
{
  GPtrArray *typed = self->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    const SimTyped *candidate = g_ptr_array_index (typed, (i + step->a) % typed->len);

    if (candidate->sha256 != NULL)
      return candidate->case_id;
  }
  return sim_desk_pick_case (self, step);
}

/* Returns: (transfer full) (nullable): one of the documents of the case */
static LoketDeskDocument *
pick_document (SimDesk *self, LoketDossier *dossier, const SimStep *step)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GPtrArray) documents = NULL;

  loket_desk_list_documents_async (self->desk, dossier, NULL, sim_waiter_cb, waiter);
  if (!sim_desk_wait (self, waiter))
    return NULL;
  documents = loket_desk_list_documents_finish (self->desk, waiter->result, NULL);
  if (documents == NULL || documents->len == 0)
    return NULL;
  return loket_desk_document_copy (g_ptr_array_index (documents, step->salt % documents->len));
}

/* What a person gets is what was handed in, or nothing. */
static void
check_saved (SimDesk *self, const LoketDeskDocument *document, const char *path)
{
  g_autofree char *data = NULL;
  g_autofree char *sha256 = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
  if (document->sha256 != NULL && !g_str_equal (sha256, document->sha256))
    sim_world_fail (self->world, "savedDiffers", "desk %u saved something else as document %s",
                    self->number, document->document_id);
}

static void
save (SimDesk *self, const LoketDeskDocument *document)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autofree char *path = g_build_filename (self->world->folder, "saved", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  loket_desk_save_document_async (self->desk, document, target, NULL, sim_waiter_cb, waiter);
  if (!sim_desk_wait_long (self, waiter))
    return;
  if (loket_desk_save_document_finish (self->desk, waiter->result, &error))
    check_saved (self, document, path);
  sim_desk_say (self, "saves", error);
}

static void
pin (SimDesk *self, const LoketDeskDocument *document)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GError) error = NULL;

  loket_desk_pin_document_async (self->desk, document, !document->pinned, sim_waiter_cb, waiter);
  if (!sim_desk_wait (self, waiter))
    return;
  loket_desk_change_document_finish (self->desk, waiter->result, &error);
  sim_desk_say (self, "keeps", error);
}

void
sim_step_save (SimDesk *self, const SimStep *step)
{
  g_autoptr (LoketDossier) dossier = sim_desk_load (self, pick_file (self, step));
  g_autoptr (LoketDeskDocument) document =
      dossier != NULL ? pick_document (self, dossier, step) : NULL;

  if (document == NULL)
    return;
  if (step->salt % 3 == 0)
    pin (self, document);
  else
    save (self, document);
}

/* What was not sent yet is taken back with its contents. */
static void
note_removed (SimDesk *self, const LoketDeskDocument *document, gboolean answered)
{
  GPtrArray *typed = self->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    SimTyped *candidate = g_ptr_array_index (typed, i);

    if (candidate->sha256 == NULL || strstr (document->name, candidate->token) == NULL)
      continue;
    if (answered)
      sim_net_forget (self->world->net, document->act_id);
    sim_typed_note_gone (candidate, self,
                         answered ? SIM_PLACE_AUDIT : SIM_PLACE_OUT | SIM_PLACE_AUDIT, answered);
  }
}

void
sim_step_detach (SimDesk *self, const SimStep *step)
{
  g_autoptr (LoketDossier) dossier = sim_desk_load (self, pick_file (self, step));
  g_autoptr (LoketDeskDocument) document =
      dossier != NULL ? pick_document (self, dossier, step) : NULL;
  g_autoptr (SimWaiter) waiter = NULL;
  g_autoptr (GError) error = NULL;
  gboolean answered;

  if (document == NULL)
    return;
  waiter = sim_waiter_new ();
  loket_desk_remove_document_async (self->desk, dossier, document, "hoort hier niet", sim_waiter_cb,
                                    waiter);
  answered = sim_desk_wait (self, waiter);
  if (answered)
    loket_desk_change_document_finish (self->desk, waiter->result, &error);
  if (document->act_id != NULL && error == NULL)
    note_removed (self, document, answered);
  sim_desk_say (self, "removes a document", error);
}
