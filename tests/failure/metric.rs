//! The metrics that the tests watch, and the label of the calls that they make most.

pub const ANALYZE: &str = "rpc_method=\"copydesk.v1.TextAnalysisService/Analyze\"";
pub const IN_FLIGHT: &str = "copydesk_calls_in_flight";
pub const CALLS: &str = "rpc_server_call_duration_seconds_count";
pub const HELD: &str = "copydesk_content_in_flight_bytes";
pub const CONNECTIONS: &str = "copydesk_connections";
pub const STAGES: &str = "copydesk_stage_duration_seconds_count";
