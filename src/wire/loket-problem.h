/* SPDX-License-Identifier: EUPL-1.2 */
/* What went wrong, as the loket says it (RFC 9457, with the types of the Belgif guide and ours).
 *
 * Read from any response that is not the one wanted, and always a value: a page of a proxy gives
 * LOKET_PROBLEM_FOREIGN. Only a problem that the loket itself states may make a desk give something
 * up; so 403, 404, 409 and 410 without its type are FOREIGN. Not changed once built. */
#pragma once

#include "loket-act.h"
#include "loket-message.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_PROBLEM_UNKNOWN,          /* a problem of a type that this version does not know */
  LOKET_PROBLEM_FOREIGN,          /* not an answer of the loket: HTML, an empty or cut body */
  LOKET_PROBLEM_BAD_REQUEST,
  LOKET_PROBLEM_NO_ACCESS_TOKEN,
  LOKET_PROBLEM_INVALID_ACCESS_TOKEN,
  LOKET_PROBLEM_EXPIRED_ACCESS_TOKEN,
  LOKET_PROBLEM_MISSING_SCOPE,
  LOKET_PROBLEM_MISSING_PERMISSION,
  LOKET_PROBLEM_RESOURCE_NOT_FOUND,
  LOKET_PROBLEM_PAYLOAD_TOO_LARGE,
  LOKET_PROBLEM_TOO_MANY_REQUESTS,
  LOKET_PROBLEM_TOO_MANY_FAILED_REQUESTS,
  LOKET_PROBLEM_INTERNAL_SERVER_ERROR,
  LOKET_PROBLEM_BAD_GATEWAY,
  LOKET_PROBLEM_SERVICE_UNAVAILABLE,
  LOKET_PROBLEM_METHOD_NOT_ALLOWED,
  LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
  LOKET_PROBLEM_ACT_NOT_ALLOWED,   /* 409: `reason` says why */
  LOKET_PROBLEM_CASE_CHANGED,      /* 409: `new_acts` is what the author had not seen */
  LOKET_PROBLEM_DIFFERENT_CONTENT, /* 409: that id stands for something else already */
  LOKET_PROBLEM_TRANSFER_REFUSED,  /* 409, 412, 416, 460: a piece of a document that does not fit */
  LOKET_PROBLEM_CURSOR_TOO_OLD,    /* 410: a full resync is needed */
  LOKET_N_PROBLEM_KINDS,
} LoketProblemKind;

typedef struct {
  char *type;   /* never NULL: urn:problem-type:belgif:input-validation:... */
  char *in;     /* (nullable): body, header, path or query */
  char *name;   /* (nullable): the member, as in `items[0].x` */
  char *detail; /* (nullable) */
} LoketIssue;

typedef struct {
  LoketProblemKind kind;
  guint status;           /* of the response; a number in the body does not count */
  const char *code;       /* interned, last word of the type: "caseChanged"; "foreign" */
  char *type;             /* never NULL; "about:blank" where the body has none */
  char *title;            /* (nullable): English, for the log */
  char *detail;           /* (nullable): for the log */
  char *instance;         /* (nullable): urn:uuid:... */
  char *reason;           /* (nullable): code of the rules, with ACT_NOT_ALLOWED */
  GPtrArray *issues;      /* (element-type LoketIssue) */
  char **required_scopes; /* never NULL */
  gint64 retry_after_s;   /* -1: not said */
  gint64 limit;           /* -1: not said */
  GPtrArray *new_acts;    /* (element-type LoketAct) */
  gint64 version;         /* of the case, with CASE_CHANGED; -1: not said */
  gatomicrefcount ref_count;
} LoketProblem;

LoketProblem  *loket_problem_from_response  (LoketResponse *response, LoketMoment now);
gboolean       loket_problem_is_temporary   (const LoketProblem *self);
LoketResponse *loket_problem_to_response    (const LoketProblem *self);

/* For the loket: a problem is built up and then written. */
LoketProblem  *loket_problem_new            (LoketProblemKind kind, const char *detail);
LoketProblem  *loket_problem_new_not_allowed (const char *reason, const char *detail);
LoketProblem  *loket_problem_new_changed    (gint64 version, GPtrArray *new_acts);
LoketProblem  *loket_problem_new_input      (const char *issue, const char *in, const char *name,
                                             const char *detail);
void           loket_problem_add_issue      (LoketProblem *self, const char *issue, const char *in,
                                             const char *name, const char *detail);
LoketProblem  *loket_problem_ref            (LoketProblem *self);
void           loket_problem_unref          (LoketProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketProblem, loket_problem_unref)

G_END_DECLS
