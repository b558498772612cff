/* SPDX-License-Identifier: EUPL-1.2 */
/* Parties as values. */
#include "config.h"

#include "loket-party.h"

/**
 * loket_party_from_json:
 * @json: a party as the contract writes it; every member may be absent
 */
LoketParty *
loket_party_from_json (JsonObject *json)
{
  LoketParty *self = g_new0 (LoketParty, 1);

  self->name = g_strdup (loket_json_peek_string (json, "name"));
  self->organisation = g_strdup (loket_json_peek_string (json, "organisation"));
  self->street = g_strdup (loket_json_peek_string (json, "street"));
  self->post_code = g_strdup (loket_json_peek_string (json, "postCode"));
  self->city = g_strdup (loket_json_peek_string (json, "city"));
  self->country = g_strdup (loket_json_peek_string (json, "country"));
  self->email = g_strdup (loket_json_peek_string (json, "email"));
  self->phone = g_strdup (loket_json_peek_string (json, "phone"));
  return self;
}

void
loket_party_free (LoketParty *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->street);
  g_free (self->post_code);
  g_free (self->city);
  g_free (self->country);
  g_free (self->email);
  g_free (self->phone);
  g_free (self);
}
