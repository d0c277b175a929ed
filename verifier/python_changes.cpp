#include "verifier/python_changes.hpp"

#include <algorithm>
#include <iterator>

namespace snipcheck {
namespace {

constexpr PythonChange kChanges[] = {
    // What's New In Python 3.0 and PEP 3108
    {"urllib2", "", 0, "import urllib.request"},
    {"urlparse", "", 0, "import urllib.parse"},
    {"robotparser", "", 0, "import urllib.robotparser"},
    {"httplib", "", 0, "import http.client"},
    {"cookielib", "", 0, "import http.cookiejar"},
    {"Cookie", "", 0, "import http.cookies"},
    {"BaseHTTPServer", "", 0, "import http.server"},
    {"SimpleHTTPServer", "", 0, "import http.server"},
    {"CGIHTTPServer", "", 0, "import http.server"},
    {"SocketServer", "", 0, "import socketserver"},
    {"xmlrpclib", "", 0, "import xmlrpc.client"},
    {"SimpleXMLRPCServer", "", 0, "import xmlrpc.server"},
    {"HTMLParser", "", 0, "import html.parser"},
    {"htmlentitydefs", "", 0, "import html.entities"},
    {"ConfigParser", "", 0, "import configparser"},
    {"Queue", "", 0, "import queue"},
    {"StringIO", "", 0, "import io"},
    {"cStringIO", "", 0, "import io"},
    {"cPickle", "", 0, "import pickle"},
    {"copy_reg", "", 0, "import copyreg"},
    {"Tkinter", "", 0, "import tkinter"},
    {"thread", "", 0, "import threading"},
    {"dummy_thread", "", 0, "import threading"},
    {"commands", "", 0, "import subprocess"},
    {"popen2", "", 0, "import subprocess"},
    {"md5", "", 0, "import hashlib"},
    {"sha", "", 0, "import hashlib"},
    {"sets", "", 0, ""},
    {"UserDict", "", 0, "import collections"},
    {"UserList", "", 0, "import collections"},
    {"UserString", "", 0, "import collections"},
    {"__builtin__", "", 0, "import builtins"},
    {"exceptions", "", 0, ""},
    {"anydbm", "", 0, "import dbm"},
    {"dumbdbm", "", 0, "import dbm.dumb"},
    {"repr", "", 0, "import reprlib"},
    {"mimetools", "", 0, "import email"},
    {"rfc822", "", 0, "import email"},
    {"builtins", "unicode", 0, "str"},
    {"builtins", "xrange", 0, "range"},
    {"builtins", "raw_input", 0, "input"},
    {"builtins", "basestring", 0, "str"},
    {"builtins", "unichr", 0, "chr"},
    {"builtins", "execfile", 0, ""},
    {"itertools", "izip", 0, "zip"},
    {"itertools", "imap", 0, "map"},
    {"itertools", "ifilter", 0, "filter"},
    {"itertools", "izip_longest", 0, "itertools.zip_longest"},
    {"string", "letters", 0, "string.ascii_letters"},
    {"string", "lowercase", 0, "string.ascii_lowercase"},
    {"string", "uppercase", 0, "string.ascii_uppercase"},
    {"string", "maketrans", 0, "str.maketrans"},
    {"string", "join", 0, ""},
    {"urllib", "urlencode", 0, "urllib.parse.urlencode"},
    {"urllib", "quote", 0, "urllib.parse.quote"},
    {"urllib", "quote_plus", 0, "urllib.parse.quote_plus"},
    {"urllib", "unquote", 0, "urllib.parse.unquote"},
    {"urllib", "urlopen", 0, "urllib.request.urlopen"},
    {"urllib", "urlretrieve", 0, "urllib.request.urlretrieve"},
    {"os", "getcwdu", 0, "os.getcwd"},
    {"sys", "maxint", 0, "sys.maxsize"},
    {"sys", "setdefaultencoding", 0, ""},
    {"types", "StringType", 0, "str"},
    // What's New In Python 3.7 to 3.13
    {"os", "errno", 7, "import errno"},
    {"asyncio", "async", 7, "asyncio.ensure_future"},
    {"macpath", "", 8, ""},
    {"time", "clock", 8, "time.perf_counter"},
    {"cgi", "escape", 8, "html.escape"},
    {"cgi", "parse_qs", 8, "urllib.parse.parse_qs"},
    {"cgi", "parse_qsl", 8, "urllib.parse.parse_qsl"},
    {"platform", "linux_distribution", 8, ""},
    {"platform", "dist", 8, ""},
    {"dummy_threading", "", 9, "import threading"},
    {"_dummy_thread", "", 9, "import threading"},
    {"base64", "encodestring", 9, "base64.encodebytes"},
    {"base64", "decodestring", 9, "base64.decodebytes"},
    {"fractions", "gcd", 9, "math.gcd"},
    {"sys", "getcheckinterval", 9, "sys.getswitchinterval"},
    {"formatter", "", 10, ""},
    {"parser", "", 10, "import ast"},
    {"symbol", "", 10, ""},
    {"collections", "Mapping", 10, "collections.abc.Mapping"},
    {"collections", "MutableMapping", 10, "collections.abc.MutableMapping"},
    {"collections", "Sequence", 10, "collections.abc.Sequence"},
    {"collections", "MutableSequence", 10, "collections.abc.MutableSequence"},
    {"collections", "Set", 10, "collections.abc.Set"},
    {"collections", "MutableSet", 10, "collections.abc.MutableSet"},
    {"collections", "Iterable", 10, "collections.abc.Iterable"},
    {"collections", "Iterator", 10, "collections.abc.Iterator"},
    {"collections", "Callable", 10, "collections.abc.Callable"},
    {"collections", "Hashable", 10, "collections.abc.Hashable"},
    {"collections", "Container", 10, "collections.abc.Container"},
    {"collections", "Generator", 10, "collections.abc.Generator"},
    {"collections", "Sized", 10, "collections.abc.Sized"},
    {"binhex", "", 11, "import base64"},
    {"inspect", "getargspec", 11, "inspect.getfullargspec"},
    {"inspect", "formatargspec", 11, "inspect.signature"},
    {"asyncio", "coroutine", 11, "async def"},
    {"gettext", "lgettext", 11, "gettext.gettext"},
    {"asynchat", "", 12, "import asyncio"},
    {"asyncore", "", 12, "import asyncio"},
    {"distutils", "", 12, "import setuptools"},
    {"imp", "", 12, "import importlib"},
    {"smtpd", "", 12, ""},
    {"configparser", "SafeConfigParser", 12, "configparser.ConfigParser"},
    {"importlib", "find_loader", 12, "importlib.util.find_spec"},
    {"locale", "format", 12, "locale.format_string"},
    {"pkgutil", "ImpImporter", 12, ""},
    {"ssl", "wrap_socket", 12, "ssl.SSLContext.wrap_socket"},
    {"ssl", "match_hostname", 12, ""},
    {"aifc", "", 13, ""},
    {"audioop", "", 13, ""},
    {"cgi", "", 13, "import html, urllib.parse"},
    {"cgitb", "", 13, "import traceback"},
    {"chunk", "", 13, ""},
    {"crypt", "", 13, "import hashlib"},
    {"imghdr", "", 13, ""},
    {"lib2to3", "", 13, ""},
    {"mailcap", "", 13, "import mimetypes"},
    {"msilib", "", 13, ""},
    {"nis", "", 13, ""},
    {"nntplib", "", 13, ""},
    {"ossaudiodev", "", 13, ""},
    {"pipes", "", 13, "import shlex, subprocess"},
    {"sndhdr", "", 13, ""},
    {"spwd", "", 13, ""},
    {"sunau", "", 13, ""},
    {"telnetlib", "", 13, ""},
    {"uu", "", 13, "import base64"},
    {"xdrlib", "", 13, "import struct"},
    {"unittest", "makeSuite", 13, "unittest.TestLoader().loadTestsFromTestCase"},
    {"unittest", "findTestCases", 13, "unittest.TestLoader().loadTestsFromModule"},
    {"locale", "resetlocale", 13, ""},
};

/// The module of builtins in the table: those whose names nobody gives to something of his own; `file` and `long` are left out.
constexpr std::string_view kBuiltins = "builtins";

const PythonChange* find(std::string_view module, std::string_view name) {
  const auto found =
      std::ranges::find_if(kChanges, [&](const PythonChange& one) { return one.module == module && one.name == name; });
  return found == std::end(kChanges) ? nullptr : found;
}

}  // namespace

const PythonChange* python_change_of(const Fault& fault) {
  if (fault.type == "ImportError" || fault.type == "ModuleNotFoundError") {
    const std::string module = fault.detail("name"), symbol = fault.detail("symbol");
    if (!symbol.empty())
      return find(module, symbol);
    return find(module.substr(0, module.find('.')), "");
  }
  if (fault.type == "NameError")
    return find(kBuiltins, fault.detail("name"));
  if (fault.type == "AttributeError")
    return find(fault.detail("object_modules"), fault.detail("attribute"));
  return nullptr;
}

bool is_python2_builtin(std::string_view name) { return find(kBuiltins, name) != nullptr; }

}  // namespace snipcheck
