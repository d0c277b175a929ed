#include "reports/renderer.hpp"
#include "reports/report_json.hpp"

#include <ostream>

namespace snipcheck::renderer {
namespace {

void render(const Report& report, const Look&, std::ostream& out) { out << report_to_json(report); }

}  // namespace

/// The versioned JSON document: what every other format can be made from.
extern constinit const Renderer json{.name = "json", .extension = ".json", .render = render};

}  // namespace snipcheck::renderer
