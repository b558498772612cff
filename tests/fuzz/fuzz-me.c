/* SPDX-License-Identifier: EUPL-1.2 */
/* Who am I, how is the loket, which rules has it: what was read and written again reads the same.
 */
#include "config.h"

#include "fuzz.h"
#include "loket-me.h"
#include "loket-ref-data.h"

void
fuzz_prepare (void)
{
}

/* The members of a JSON text do not have an order, those of ours do. */
static void
assert_stable (GBytes *first, GBytes *second)
{
  g_assert_true (g_bytes_equal (first, second));
}

static void
try_me (GBytes *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketMe) me = loket_me_decode (input, &error);
  g_autoptr (LoketMe) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  g_assert_true ((me == NULL) == (error != NULL));
  if (me == NULL)
    return;
  first = loket_me_encode (me);
  again = loket_me_decode (first, &error);
  g_assert_no_error (error);
  second = loket_me_encode (again);
  assert_stable (first, second);
  g_assert_cmpint (me->roles, ==, again->roles);
  g_assert_cmpstr (me->realm, ==, again->realm);
  g_assert_cmpuint (me->organizations->len, ==, again->organizations->len);
  for (guint i = 0; i < me->organizations->len; i++) {
    LoketMembership *membership = g_ptr_array_index (me->organizations, i);

    g_assert_nonnull (loket_me_find_organization (again, membership->organization_id));
  }
}

static void
try_health (GBytes *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHealth) health = loket_health_decode (input, &error);

  g_assert_true ((health == NULL) == (error != NULL));
  if (health == NULL)
    return;
  if (health->contract_version != NULL) {
    int order = loket_version_compare (health->contract_version, LOKET_CONTRACT_VERSION);

    g_assert_cmpint (loket_version_compare (LOKET_CONTRACT_VERSION, health->contract_version), ==,
                     -order);
    g_assert_cmpint (loket_version_compare (health->contract_version, health->contract_version), ==,
                     0);
  }
}

static void
try_ref_data (JsonObject *json)
{
  LoketRefData *ref_data = loket_ref_data_from_json (json);
  g_autoptr (JsonNode) first = loket_ref_data_to_json (ref_data);
  LoketRefData *again = loket_ref_data_from_json (json_node_get_object (first));
  g_autoptr (JsonNode) second = loket_ref_data_to_json (again);

  fuzz_assert_same (json_node_get_object (first), json_node_get_object (second));
  loket_ref_data_free (ref_data);
  loket_ref_data_free (again);
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) json = fuzz_read_object (input);

  try_me (input);
  try_health (input);
  if (json != NULL)
    try_ref_data (json);
}
