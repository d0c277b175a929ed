#include "reports/renderer.hpp"
#include "reports/renderers/html/page.hpp"
#include "reports/report.hpp"

#include <ostream>

namespace snipcheck::renderer {
namespace {

void render(const Report& report, const Look&, std::ostream& out) { out << page::page(report); }

}  // namespace

/// One self-contained page for a browser: opens from disk, asks for nothing, reads without scripts too.
extern constinit const Renderer html{.name = "html", .extension = ".html", .render = render};

}  // namespace snipcheck::renderer
