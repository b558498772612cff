/* SPDX-License-Identifier: EUPL-1.2 */
/* What the fuzzers share: each reads an input of others and checks what must hold of whatever came
 * of it. A broken promise ends the process.
 *
 * Linked twice: with libFuzzer, which makes inputs, and with fuzz-replay.c, which goes through the
 * seeds and the findings as an ordinary test. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

/* What libFuzzer calls. */
int LLVMFuzzerInitialize   (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Of each fuzzer: what is made once, and what is done with an input. */
void fuzz_prepare (void);
void fuzz_input   (GBytes *input);

/* For those whose input is a JSON object. */
JsonObject *fuzz_read_object (GBytes *input);
void        fuzz_assert_same (JsonObject *a, JsonObject *b);

G_END_DECLS
