//! Times and scopes are bounded.

use crate::support::Guarded;

#[test]
fn times_and_scopes_are_held() {
    let check = |settings: &str, before: &str, after: &str| {
        let text = |result: &str| format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{{result}, "z":1}}}}"#);
        let mut guarded = Guarded::new("cache", settings, None);
        assert_eq!(guarded.host_sees(&text(before)), text(after), "{before}");
        assert_eq!(guarded.findings().is_empty(), before == after, "{before}");
    };
    check("{}", r#""ttlMs":3600000"#, r#""ttlMs":3600000"#);
    check("{}", r#""ttlMs":3600001"#, r#""ttlMs":3600000"#);
    check("{}", r#""ttlMs":1e400"#, r#""ttlMs":3600000"#);
    check("{}", r#""ttlMs":-1"#, r#""ttlMs":0"#);
    check("{}", r#""ttlMs":"forever""#, r#""ttlMs":0"#);
    check("{}", r#""ttlMs":null"#, r#""ttlMs":3600000"#);
    check(r#"{"least_ms":500}"#, r#""ttlMs":0,"ttlMs":600"#, r#""ttlMs":500,"ttlMs":600"#);
    check("{}", r#""cacheScope":"public""#, r#""cacheScope":"private""#);
    check("{}", r#""cacheScope":"PRIVATE""#, r#""cacheScope":"private""#);
    check("{}", r#""cacheScope":"private""#, r#""cacheScope":"private""#);
    check("{}", r#""pollIntervalMs":1"#, r#""pollIntervalMs":1"#);
    check("{}", r#""taskId":"t","pollIntervalMs":1"#, r#""taskId":"t","pollIntervalMs":100"#);
    check(
        "{}",
        r#""task":{"taskId":"t","ttl":null,"pollInterval":9e9}"#,
        r#""task":{"taskId":"t","ttl":3600000,"pollInterval":60000}"#,
    );
    check("{}", r#""content":[{"ttlMs":9e9}]"#, r#""content":[{"ttlMs":9e9}]"#);
}
