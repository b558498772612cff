/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks on Host and Origin. */
#include "config.h"

#include "loket-loopback.h"
#include "loket-problem.h"

static gboolean
is_loopback_name (const char *host)
{
  static const char *const names[] = {"localhost", "127.0.0.1", "[::1]", NULL};
  const char *port = host[0] == '[' ? strstr (host, "]:") : strrchr (host, ':');
  g_autofree char *name = NULL;

  if (port != NULL && host[0] == '[')
    port++;
  name = port != NULL ? g_strndup (host, port - host) : g_strdup (host);
  for (int i = 0; names[i] != NULL; i++) {
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  }
  return FALSE;
}

static LoketResponse *
refuse (const char *detail)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_MISSING_PERMISSION, detail);

  return loket_problem_to_response (problem);
}

/**
 * loket_loopback_check:
 *
 * A page that got its own name resolved to this machine still sends that name as Host; a page that
 * asks across origins sends Origin. Neither is a program of ours.
 *
 * Returns: (transfer full) (nullable): a refusal
 */
LoketResponse *
loket_loopback_check (LoketRequest *request)
{
  const char *host = loket_request_get_header (request, "host");

  if (loket_request_get_header (request, "origin") != NULL)
    return refuse ("requests of web pages (header Origin) are not answered");
  if (host == NULL || !is_loopback_name (host))
    return refuse ("the header Host does not name this machine");
  return NULL;
}
