/* SPDX-License-Identifier: EUPL-1.2 */
/* Health, the caller, and the reference data: rules, calendars, directory. */
#include "config.h"

#include "loket-bodies.h"
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

static LoketResponse *
reply_body (LoketCall *call, GBytes *body)
{
  g_autofree char *etag = loket_etag_for_bytes (body);

  return _loket_call_reply_tagged (call, body, etag);
}

LoketResponse *
_loket_call_get_me (LoketCall *call)
{
  g_autoptr (GBytes) body = make_me (call);

  return reply_body (call, body);
}

static GBytes *
make_procedure (LoketProfile *profile)
{
  g_autoptr (JsonNode) node =
      json_node_init_object (json_node_alloc (), loket_profile_get_json (profile));

  return loket_body_from_json (node);
}

LoketResponse *
_loket_call_get_procedure (LoketCall *call)
{
  LoketProfile *profile =
      loket_rules_get_profile (call->central->rules, call->path->id, call->path->sub_id);
  g_autoptr (GBytes) body = NULL;

  if (profile == NULL)
    return _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "no such procedure");
  body = make_procedure (profile);
  return reply_body (call, body);
}

LoketResponse *
_loket_call_get_calendars (LoketCall *call)
{
  return reply_body (call, call->central->calendars);
}

LoketResponse *
_loket_call_get_organizations (LoketCall *call)
{
  return reply_body (call, call->central->organizations);
}

static LoketRefData *
make_tags (LoketCentral *central)
{
  LoketRefData *tags = loket_ref_data_new ();
  GPtrArray *profiles = loket_rules_list_profiles (central->rules);

  for (guint i = 0; i < profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (profiles, i);
    g_autoptr (GBytes) body = make_procedure (profile);
    g_autofree char *etag = loket_etag_for_bytes (body);

    loket_ref_data_add_procedure (tags, loket_profile_get_id (profile),
                                  loket_profile_get_version (profile), etag);
  }
  tags->calendars = loket_etag_for_bytes (central->calendars);
  tags->organizations = loket_etag_for_bytes (central->organizations);
  return tags;
}

/**
 * _loket_call_get_ref_data:
 *
 * Returns: (transfer none): the entity tags that the feed carries; valid until the next call. All
 *   but the caller's own are made once: nothing changes them while the loket runs
 */
const LoketRefData *
_loket_call_get_ref_data (LoketCall *call)
{
  LoketCentral *central = call->central;
  g_autoptr (GBytes) me = make_me (call);

  if (central->tags == NULL)
    central->tags = make_tags (central);
  g_free (central->tags->me);
  central->tags->me = loket_etag_for_bytes (me);
  return central->tags;
}
