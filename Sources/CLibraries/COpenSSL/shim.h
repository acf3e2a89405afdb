/* OpenSSL 3: digests, keys, certificates, CMS, time stamps. Enumerators stand in for macros that Swift cannot import. */
#include <openssl/evp.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/hmac.h>
#include <openssl/core_names.h>
#include <openssl/rand.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/cms.h>
#include <openssl/ts.h>

enum {
  COPENSSL_MBSTRING_UTF8 = MBSTRING_UTF8,
  COPENSSL_PEM_FLUSH = BIO_CTRL_FLUSH
};
