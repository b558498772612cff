/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules of which only the name is known, and how one is read when it is asked for. */
#include "config.h"

#include "loket-error.h"
#include "loket-rules-private.h"

void
_loket_offer_free (LoketOffer *self)
{
  g_free (self->id);
  g_free (self->version);
  g_free (self->place);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

/* What came with the program must be good; what a loket gave may be beyond this program. */
static gboolean
is_shipped (const LoketOffer *offer)
{
  return offer->body == NULL && offer->json == NULL;
}

static LoketOffer *
add_offer (
    LoketRules *self, LoketRuleKind kind, const char *id, const char *version, const char *place)
{
  LoketOffer *offer = g_new0 (LoketOffer, 1);

  offer->kind = kind;
  offer->id = g_strdup (id);
  offer->version = g_strdup (version);
  offer->place = g_strdup (place);
  g_ptr_array_add (self->offers, offer);
  return offer;
}

/**
 * loket_rules_offer:
 * @version: (nullable): of a profile, and of nothing else
 * @place: with which an error begins
 * @body: (nullable): its text; NULL: it is in the file @place, which came with the program
 *
 * Something that is read when it is first asked for. Of one profile and version the first that is
 * good holds, of anything else the last.
 */
void
loket_rules_offer (LoketRules *self,
                   LoketRuleKind kind,
                   const char *id,
                   const char *version,
                   const char *place,
                   GBytes *body)
{
  g_rec_mutex_lock (&self->lock);
  add_offer (self, kind, id, version, place)->body = body != NULL ? g_bytes_ref (body) : NULL;
  g_rec_mutex_unlock (&self->lock);
}

/**
 * loket_rules_offer_json:
 * @json: a reference is kept, also by what is made of it
 *
 * As loket_rules_offer(), for what stands in a list that was read already. Without an id it is
 * left aside: nobody can ask for it.
 */
void
loket_rules_offer_json (LoketRules *self, LoketRuleKind kind, const char *place, JsonObject *json)
{
  const char *id = loket_json_peek_string (json, "id");

  if (id == NULL)
    return;
  g_rec_mutex_lock (&self->lock);
  add_offer (self, kind, id, NULL, place)->json = json_object_ref (json);
  g_rec_mutex_unlock (&self->lock);
}

static gboolean
read_offer (LoketRules *self, const LoketOffer *offer, GError **error)
{
  g_autoptr (JsonObject) json = _loket_offer_read (offer, error);

  if (json != NULL && _loket_rules_take (self, offer->kind, json, error))
    return TRUE;
  g_prefix_error (error, "%s: ", offer->place);
  return FALSE;
}

static gboolean
is_of (const LoketOffer *offer, LoketRuleKind kind, const char *id, const char *version)
{
  return offer->kind == kind && g_strcmp0 (offer->id, id) == 0 &&
         (version == NULL || g_strcmp0 (offer->version, version) == 0);
}

/* A broken file is forgiven where the loket gives the same thing in good order. */
void
_loket_rules_ask (LoketRules *self, LoketRuleKind kind, const char *id, const char *version)
{
  g_autoptr (GError) problem = NULL;
  gboolean good = FALSE;

  for (guint i = 0; i < self->offers->len; i++) {
    LoketOffer *offer = g_ptr_array_index (self->offers, i);
    g_autoptr (GError) error = NULL;

    if (offer->asked || !is_of (offer, kind, id, version) || (good && version != NULL))
      continue;
    offer->asked = TRUE;
    if (read_offer (self, offer, &error))
      good = TRUE;
    else if (!is_shipped (offer))
      g_message ("%s", error->message);
    else if (problem == NULL)
      problem = g_steal_pointer (&error);
  }
  if (!good && self->problem == NULL)
    self->problem = g_steal_pointer (&problem);
}

void
_loket_rules_ask_all (LoketRules *self, LoketRuleKind kind)
{
  for (guint i = 0; i < self->offers->len; i++) {
    const LoketOffer *offer = g_ptr_array_index (self->offers, i);

    if (offer->kind == kind && !offer->asked)
      _loket_rules_ask (self, kind, offer->id, offer->version);
  }
}

/* The highest version above @version that is offered and was not read yet, or that came with the
 * program and is broken: nobody may work by an older one without knowing. */
const char *
_loket_rules_find_newer (LoketRules *self, const char *id, const char *version)
{
  for (guint i = 0; i < self->offers->len; i++) {
    const LoketOffer *offer = g_ptr_array_index (self->offers, i);

    if (is_of (offer, LOKET_RULE_PROFILE, id, NULL) && (!offer->asked || is_shipped (offer)) &&
        (version == NULL || _loket_rules_compare_versions (offer->version, version) > 0))
      version = offer->version;
  }
  return version;
}

/**
 * loket_rules_check_read:
 *
 * Returns: whether all that was asked of the program's own files could be read; else FALSE with
 *   the error of the first that could not: it names the file and the place in it
 */
gboolean
loket_rules_check_read (LoketRules *self, GError **error)
{
  gboolean good;

  g_rec_mutex_lock (&self->lock);
  good = self->problem == NULL;
  if (!good && error != NULL)
    *error = g_error_copy (self->problem);
  g_rec_mutex_unlock (&self->lock);
  return good;
}
