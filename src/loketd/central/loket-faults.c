/* SPDX-License-Identifier: EUPL-1.2 */
/* Fault rules: reading them, counting requests, saying what is wanted. */
#include "config.h"

#include "loket-error.h"
#include "loket-faults.h"
#include "loket-problem.h"

enum {
  BIG_BYTES_MAX = 1024 * 1024 * 1024 /* held in memory at once */
};

typedef struct {
  char *method;          /* or an asterisk */
  GPatternSpec *pattern; /* of the path */
  guint64 first;         /* numbers of the matching requests, both included */
  guint64 last;
  guint64 every; /* every so manieth of them */
  guint64 seen;
  LoketFault fault;
} Rule;

struct _LoketFaults {
  GPtrArray *rules; /* (element-type Rule) (owned): in the order in which they were given */
};

const char *const loket_faults_help =
    "  --fault METHOD:PATH:WHICH:WHAT   (may be given again; all rules are looked at, in order)\n"
    "      METHOD  GET, PUT, ... or *\n"
    "      PATH    path without the query; * stands for anything, ? for one character\n"
    "      WHICH   which of the requests that match: 3, 2-4, 5- (from the fifth on), * (all),\n"
    "              %3 (every third)\n"
    "      WHAT    delay=MS       wait first, then go on as usual\n"
    "              close          close the connection before anything is done\n"
    "              drop           do it, then close the connection without a reply\n"
    "              cut=BYTES      do it, send only so many bytes of the reply's body, close\n"
    "              repeat         do it twice, send the second reply\n"
    "              status=CODE[,retry-after=SECONDS]   do nothing, answer this\n"
    "              html           do nothing, answer 200 with a page instead of JSON\n"
    "              garbage        do nothing, answer 200 with something that is no JSON\n"
    "              echo           do nothing, answer 200 with what was sent\n"
    "              big=BYTES      do nothing, answer 200 with a body of that size (1 GiB at most)\n"
    "      For instance  PUT:/cases/*/acts/*:1:drop   GET:/changes:2-4:status=503,retry-after=5\n";

static void
rule_free (Rule *rule)
{
  g_free (rule->method);
  g_clear_pointer (&rule->pattern, g_pattern_spec_free);
  g_free (rule);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rule, rule_free)

LoketFaults *
loket_faults_new (void)
{
  LoketFaults *self = g_new0 (LoketFaults, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  return self;
}

void
loket_faults_free (LoketFaults *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static gboolean
read_number (const char *text, guint64 least, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, least, G_MAXINT64, number, NULL);
}

static gboolean
read_which (Rule *rule, const char *which)
{
  g_auto (GStrv) ends = g_strsplit (which, "-", 2);

  rule->first = 1;
  rule->last = G_MAXUINT64;
  rule->every = 1;
  if (g_str_equal (which, "*"))
    return TRUE;
  if (which[0] == '%')
    return read_number (which + 1, 1, &rule->every);
  if (!read_number (ends[0] != NULL ? ends[0] : "", 1, &rule->first))
    return FALSE;
  if (ends[1] == NULL)
    rule->last = rule->first;
  else if (ends[1][0] != '\0')
    return read_number (ends[1], rule->first, &rule->last);
  return TRUE;
}

static gboolean
read_status (LoketFault *fault, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", 2);
  guint64 number;

  if (!read_number (parts[0] != NULL ? parts[0] : "", 400, &number) || number > 599)
    return FALSE;
  fault->kind = LOKET_FAULT_STATUS;
  fault->status = (guint) number;
  if (parts[1] == NULL)
    return TRUE;
  if (!g_str_has_prefix (parts[1], "retry-after=") ||
      !read_number (parts[1] + strlen ("retry-after="), 0, &number) || number > G_MAXINT)
    return FALSE;
  fault->retry_after_s = (int) number;
  return TRUE;
}

static gboolean
read_valued (LoketFault *fault, const char *name, const char *value)
{
  guint64 number;

  if (g_str_equal (name, "status"))
    return read_status (fault, value);
  if (!read_number (value, 0, &number))
    return FALSE;
  if (g_str_equal (name, "delay")) {
    fault->delay_ms = (guint) MIN (number, G_MAXUINT);
    return TRUE;
  }
  fault->size_bytes = number;
  if (g_str_equal (name, "cut"))
    fault->kind = LOKET_FAULT_CUT;
  else if (g_str_equal (name, "big") && number <= BIG_BYTES_MAX)
    fault->kind = LOKET_FAULT_BIG;
  return fault->kind != LOKET_FAULT_NONE;
}

static gboolean
read_what (LoketFault *fault, const char *what)
{
  static const struct {
    const char *name;
    LoketFaultKind kind;
  } plain[] = {
      {"close", LOKET_FAULT_CLOSE},     {"drop", LOKET_FAULT_DROP},
      {"repeat", LOKET_FAULT_REPEAT},   {"html", LOKET_FAULT_HTML},
      {"garbage", LOKET_FAULT_GARBAGE}, {"echo", LOKET_FAULT_ECHO},
  };
  g_auto (GStrv) parts = g_strsplit (what, "=", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    return read_valued (fault, parts[0], parts[1]);
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++) {
    if (g_strcmp0 (parts[0], plain[i].name) == 0) {
      fault->kind = plain[i].kind;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * loket_faults_add:
 * @rule: METHOD:PATH:WHICH:WHAT, see loket_faults_help
 *
 * Returns: FALSE with LOKET_ERROR_INVALID, naming the part that is wrong
 */
gboolean
loket_faults_add (LoketFaults *self, const char *rule_text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (rule_text, ":", 4);
  g_autoptr (Rule) rule = g_new0 (Rule, 1);
  const char *wrong = NULL;

  rule->fault.retry_after_s = -1;
  if (g_strv_length (parts) != 4 || parts[0][0] == '\0' || parts[1][0] == '\0')
    wrong = "METHOD:PATH:WHICH:WHAT is wanted";
  else if (!read_which (rule, parts[2]))
    wrong = "WHICH is a number, n-m, n-, * or %n";
  else if (!read_what (&rule->fault, parts[3]))
    wrong = "WHAT is not one of the words of --help";
  if (wrong != NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "--fault %s: %s", rule_text, wrong);
    return FALSE;
  }
  rule->method = g_ascii_strup (parts[0], -1);
  rule->pattern = g_pattern_spec_new (parts[1]);
  g_ptr_array_add (self->rules, g_steal_pointer (&rule));
  return TRUE;
}

static gboolean
rule_hits (Rule *rule, const char *method, const char *path)
{
  if (!g_str_equal (rule->method, "*") && !g_str_equal (rule->method, method))
    return FALSE;
  if (!g_pattern_spec_match_string (rule->pattern, path))
    return FALSE;
  rule->seen++;
  return rule->seen >= rule->first && rule->seen <= rule->last && rule->seen % rule->every == 0;
}

/**
 * loket_faults_match:
 *
 * Counts the request in every rule. Delays add up; of the other faults the first rule's holds.
 */
LoketFault
loket_faults_match (LoketFaults *self, const char *method, const char *path)
{
  LoketFault fault = {.kind = LOKET_FAULT_NONE, .retry_after_s = -1};

  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = g_ptr_array_index (self->rules, i);
    guint delay_ms = fault.delay_ms;

    if (!rule_hits (rule, method, path))
      continue;
    if (fault.kind == LOKET_FAULT_NONE)
      fault = rule->fault;
    fault.delay_ms = delay_ms + rule->fault.delay_ms;
  }
  return fault;
}

static void
set_text_body (LoketResponse *response, const char *text, const char *content_type)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  loket_response_set_body (response, body, content_type);
}

/* White space is valid JSON for as long as one likes: only a limit on the size stops a reader. */
static LoketResponse *
make_big (guint64 size_bytes)
{
  LoketResponse *response = loket_response_new (200);
  g_autofree char *blanks = g_strnfill (size_bytes, ' ');
  g_autoptr (GBytes) body = g_bytes_new_take (g_steal_pointer (&blanks), size_bytes);

  loket_response_set_body (response, body, "application/json");
  return response;
}

static LoketProblemKind
find_problem_kind (guint status)
{
  switch (status) {
  case 401:
    return LOKET_PROBLEM_INVALID_ACCESS_TOKEN;
  case 403:
    return LOKET_PROBLEM_MISSING_PERMISSION;
  case 404:
    return LOKET_PROBLEM_RESOURCE_NOT_FOUND;
  case 410:
    return LOKET_PROBLEM_CURSOR_TOO_OLD;
  case 413:
    return LOKET_PROBLEM_PAYLOAD_TOO_LARGE;
  case 429:
    return LOKET_PROBLEM_TOO_MANY_REQUESTS;
  case 500:
    return LOKET_PROBLEM_INTERNAL_SERVER_ERROR;
  case 502:
    return LOKET_PROBLEM_BAD_GATEWAY;
  case 503:
    return LOKET_PROBLEM_SERVICE_UNAVAILABLE;
  default:
    return LOKET_PROBLEM_BAD_REQUEST;
  }
}

static LoketResponse *
make_status (const LoketFault *fault)
{
  g_autoptr (LoketProblem) problem =
      loket_problem_new (find_problem_kind (fault->status), "a fault rule wants it so");
  LoketResponse *response;

  problem->status = fault->status;
  problem->retry_after_s = fault->retry_after_s;
  response = loket_problem_to_response (problem);
  if (fault->status == 401)
    loket_response_set_header (response, "www-authenticate",
                               "Bearer realm=\"loket\", error=\"invalid_token\"");
  return response;
}

/**
 * loket_fault_make_response:
 * @request: what is answered
 *
 * Returns: (transfer full) (nullable): what is sent instead of the loket's answer; NULL for faults
 *   that let the loket answer or that send nothing
 */
LoketResponse *
loket_fault_make_response (const LoketFault *fault, const LoketRequest *request)
{
  LoketResponse *response;

  switch (fault->kind) {
  case LOKET_FAULT_STATUS:
    return make_status (fault);
  case LOKET_FAULT_BIG:
    return make_big (fault->size_bytes);
  case LOKET_FAULT_HTML:
    response = loket_response_new (200);
    set_text_body (response,
                   "<!DOCTYPE html>\n<html><head><title>Welcome</title></head>"
                   "<body><h1>Welcome to our guest network</h1></body></html>\n",
                   "text/html; charset=utf-8");
    return response;
  case LOKET_FAULT_GARBAGE:
    response = loket_response_new (200);
    set_text_body (response, "{\"items\": [{\"caseId\": 5, \x01\xfe", "application/json");
    return response;
  case LOKET_FAULT_ECHO:
    response = loket_response_new (200);
    if (request->body != NULL)
      loket_response_set_body (response, request->body, "application/json");
    return response;
  case LOKET_FAULT_NONE:
  case LOKET_FAULT_CLOSE:
  case LOKET_FAULT_DROP:
  case LOKET_FAULT_CUT:
  case LOKET_FAULT_REPEAT:
  default:
    return NULL;
  }
}
