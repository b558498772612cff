/* SPDX-License-Identifier: EUPL-1.2 */
/* Who am I, and how is the loket. */
#include "loket-error.h"
#include "loket-me.h"

static void
test_both_ways (void)
{
  static const char *const ibz_roles[] = {"coordinator", "wizard", NULL};
  static const char *const vlg_roles[] = {"reader", NULL};
  g_autoptr (LoketMe) written = loket_me_new ("p1", "An Voorbeeld", "realm-1");
  g_autoptr (LoketMe) read = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  LoketMembership *membership;

  loket_membership_add_colleague (loket_me_add_organization (written, "ibz", "IBZ", ibz_roles),
                                  "p2", "Bo Voorbeeld");
  loket_me_add_organization (written, "vlg", NULL, vlg_roles);
  written->email = g_strdup ("an@voorbeeld.example");
  written->minimum_desk_version = g_strdup ("0.1.0");
  written->contract_version = g_strdup (LOKET_CONTRACT_VERSION);
  body = loket_me_encode (written);
  read = loket_me_decode (body, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->person_id, ==, "p1");
  g_assert_cmpstr (read->name, ==, "An Voorbeeld");
  g_assert_cmpstr (read->realm, ==, "realm-1");
  g_assert_cmpstr (read->email, ==, "an@voorbeeld.example");
  g_assert_cmpstr (read->minimum_desk_version, ==, "0.1.0");
  g_assert_cmpint (read->roles, ==, LOKET_ROLE_COORDINATOR | LOKET_ROLE_READER);
  g_assert_cmpint (loket_me_get_roles (read, "ibz"), ==, LOKET_ROLE_COORDINATOR);
  g_assert_cmpint (loket_me_get_roles (read, "vlg"), ==, LOKET_ROLE_READER);
  g_assert_cmpint (loket_me_get_roles (read, "other"), ==, 0);
  membership = g_ptr_array_index (read->organizations, 0);
  g_assert_cmpstr (membership->role_codes[1], ==, "wizard");
  g_assert_cmpint (membership->colleagues->len, ==, 1);
  g_assert_cmpstr (((LoketColleague *) membership->colleagues->pdata[0])->person_id, ==, "p2");
  g_assert_cmpstr (((LoketColleague *) membership->colleagues->pdata[0])->name, ==, "Bo Voorbeeld");
}

static void
test_bad (void)
{
  static const char *const texts[] = {
      "<html>",
      "[]",
      "{}",
      "{\"personId\":\"p\",\"name\":\"n\"}",
      "{\"personId\":\"p\",\"name\":\"n\",\"realm\":\"r\",\"organizations\":5}",
      "{\"personId\":7,\"name\":\"n\",\"realm\":\"r\",\"organizations\":[]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_me_decode (body, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_null (loket_health_decode (body, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
}

static void
test_health (void)
{
  g_autoptr (LoketHealth) written = loket_health_new ("UP", "0.1.0");
  g_autoptr (GBytes) body = loket_health_encode (written);
  g_autoptr (LoketHealth) read = loket_health_decode (body, NULL);

  g_assert_cmpstr (read->status, ==, "UP");
  g_assert_cmpstr (read->contract_version, ==, LOKET_CONTRACT_VERSION);
  g_assert_cmpstr (read->minimum_desk_version, ==, "0.1.0");
}

static void
test_versions (void)
{
  g_assert_cmpint (loket_version_compare ("0.9", "0.10"), <, 0);
  g_assert_cmpint (loket_version_compare ("1.0", "1"), ==, 0);
  g_assert_cmpint (loket_version_compare ("1.0.1", "1"), >, 0);
  g_assert_cmpint (loket_version_compare (NULL, "0.0"), <, 0);
  g_assert_cmpint (loket_version_compare ("0", NULL), >, 0);
  g_assert_cmpint (loket_version_compare (NULL, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/me/both-ways", test_both_ways);
  g_test_add_func ("/wire/me/bad", test_bad);
  g_test_add_func ("/wire/me/health", test_health);
  g_test_add_func ("/wire/me/versions", test_versions);
  return g_test_run ();
}
