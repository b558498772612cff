/* SPDX-License-Identifier: EUPL-1.2 */
/* Faults on purpose: rules that say which requests are to go wrong, and how. For tests and trials.
 *
 * Pure: it counts requests and says what is wanted; whoever holds the connection does it. One
 * thread. */
#pragma once

#include "loket-message.h"

G_BEGIN_DECLS

typedef struct _LoketFaults LoketFaults;

typedef enum {
  LOKET_FAULT_NONE,
  LOKET_FAULT_CLOSE,   /* close the connection, do nothing */
  LOKET_FAULT_DROP,    /* do it, then close the connection without a reply */
  LOKET_FAULT_CUT,     /* do it, send only the first bytes of the reply's body, close */
  LOKET_FAULT_REPEAT,  /* do it twice, send the second reply */
  LOKET_FAULT_STATUS,  /* do nothing, answer a status */
  LOKET_FAULT_HTML,    /* do nothing, answer 200 with a page, as a hotel's network does */
  LOKET_FAULT_GARBAGE, /* do nothing, answer 200 with something that only says it is JSON */
  LOKET_FAULT_ECHO,    /* do nothing, answer 200 with the body of the request */
  LOKET_FAULT_BIG,     /* do nothing, answer 200 with a very large body */
} LoketFaultKind;

typedef struct {
  LoketFaultKind kind;
  guint delay_ms;       /* before anything else; also where kind is NONE */
  guint64 size_bytes;   /* CUT, BIG */
  guint status;         /* STATUS */
  int retry_after_s;    /* STATUS; -1: not said */
} LoketFault;

/* How rules are written, for --help. */
extern const char *const loket_faults_help;

LoketFaults *loket_faults_new  (void);
void         loket_faults_free (LoketFaults *self);

gboolean       loket_faults_add   (LoketFaults *self, const char *rule, GError **error);
LoketFault     loket_faults_match (LoketFaults *self, const char *method, const char *path);
LoketResponse *loket_fault_make_response (const LoketFault *fault, const LoketRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFaults, loket_faults_free)

G_END_DECLS
