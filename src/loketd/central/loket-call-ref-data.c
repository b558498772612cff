/* SPDX-License-Identifier: EUPL-1.2 */
/* Health, the caller, and the reference data: rules, calendars, directory. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-me.h"

/* Older desks do not know all that this loket says. */
#define MINIMUM_DESK_VERSION "0.1.0"

LoketResponse *
_loket_call_get_health (LoketCall *call)
{
  g_autoptr (LoketHealth) health = loket_health_new ("UP", MINIMUM_DESK_VERSION);
  g_autoptr (GBytes) body = loket_health_encode (health);
  LoketResponse *response = loket_response_new (200);

  loket_response_set_body (response, body, LOKET_HTTP_JSON);
  return response;
}

static void
add_colleagues (LoketCall *call, LoketMembership *membership)
{
  GPtrArray *persons = loket_callers_list (call->central->callers);
  /* Whoever stands for all callers of an open loket is nobody's colleague. */
  guint first = loket_callers_is_open (call->central->callers) ? 1 : 0;

  for (guint i = first; i < persons->len; i++) {
    const LoketPerson *person = g_ptr_array_index (persons, i);

    if (person != call->person && loket_person_may_see (person, membership->organization_id))
      loket_membership_add_colleague (membership, person->id, person->name);
  }
}

static GBytes *
make_me (LoketCall *call)
{
  const LoketPerson *person = call->person;
  g_autoptr (LoketMe) me =
      loket_me_new (person->id, person->name, loket_ledger_get_realm (call->central->ledger));
  GPtrArray *agencies = loket_rules_list_agencies (call->central->rules);

  me->email = g_strdup (person->email);
  g_free (me->minimum_desk_version);
  me->minimum_desk_version = g_strdup (MINIMUM_DESK_VERSION);
  g_free (me->contract_version);
  me->contract_version = g_strdup (LOKET_CONTRACT_VERSION);
  for (guint i = 0; i < agencies->len; i++) {
    LoketAgency *agency = g_ptr_array_index (agencies, i);
    JsonObject *names = loket_json_peek_object (loket_agency_get_json (agency), "names");

    if (loket_person_may_see (person, loket_agency_get_id (agency)))
      add_colleagues (call, loket_me_add_organization (
                                me, loket_agency_get_id (agency),
                                names != NULL ? loket_json_peek_string (names, "nl") : NULL,
                                (const char *const *) person->role_codes));
  }
  return loket_me_encode (me);
}

LoketResponse *
_loket_call_get_me (LoketCall *call)
{
  g_autoptr (GBytes) body = make_me (call);
  g_autofree char *etag = loket_etag_for_bytes (body);

  return _loket_call_reply_tagged (call, body, etag);
}

LoketResponse *
_loket_call_get_procedure (LoketCall *call)
{
  const LoketRefBody *procedure = loket_ref_bodies_get_procedure (
      call->central->ref_bodies, call->path->id, call->path->sub_id);

  if (procedure == NULL)
    return _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "no such procedure");
  return _loket_call_reply_tagged (call, procedure->body, procedure->etag);
}

LoketResponse *
_loket_call_get_calendars (LoketCall *call)
{
  const LoketRefBody *calendars = loket_ref_bodies_get_calendars (call->central->ref_bodies);

  return _loket_call_reply_tagged (call, calendars->body, calendars->etag);
}

LoketResponse *
_loket_call_get_organizations (LoketCall *call)
{
  const LoketRefBody *organizations =
      loket_ref_bodies_get_organizations (call->central->ref_bodies);

  return _loket_call_reply_tagged (call, organizations->body, organizations->etag);
}

/**
 * _loket_call_get_ref_data:
 *
 * Returns: (transfer none): the entity tags that the feed carries to this caller: made once, since
 *   neither rules nor persons change while the loket runs
 */
const LoketRefData *
_loket_call_get_ref_data (LoketCall *call)
{
  LoketCentral *central = call->central;
  LoketRefData *tags = g_hash_table_lookup (central->tags, call->person->id);
  g_autoptr (GBytes) me = NULL;

  if (tags != NULL)
    return tags;
  me = make_me (call);
  tags = loket_ref_bodies_make_tags (central->ref_bodies);
  tags->me = loket_etag_for_bytes (me);
  g_hash_table_insert (central->tags, g_strdup (call->person->id), tags);
  return tags;
}
