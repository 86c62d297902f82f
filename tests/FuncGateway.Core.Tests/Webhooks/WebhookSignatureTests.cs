using FuncGateway.Core.Webhooks;

namespace FuncGateway.Core.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    // The first is the example of the Standard Webhooks libraries. Both can be computed with: printf '%s' "$id.$timestamp.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | base64
    [Theory]
    [InlineData("""{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("", "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A=")]
    public void Of_AMessage_IsWhatOthersCompute(string body, string signature)
    {
        var key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Assert.Equal(signature, WebhookSignature.Of(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", System.Text.Encoding.UTF8.GetBytes(body)));
    }
}
