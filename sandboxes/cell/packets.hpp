#pragma once
/// Packets with descriptors over sequenced-packet sockets; both snipcheck and the cell program send them.
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck::cell {

/// A packet with descriptors, at most 8; says whether it went out (the other side may be gone).
bool send_packet(int socket, std::string_view bytes, const std::vector<int>& descriptors = {});
/// A packet and the descriptors that came with it; empty at the end of the connection.
struct Packet {
  std::string bytes;
  std::vector<int> descriptors;
};
Packet receive_packet(int socket);

}  // namespace snipcheck::cell
