import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of a cluster in a JVM of its own: FOLDER NAME HTTP_PORT TRANSPORT_PORT CLUSTER NAMES SEEDS. */
public final class OpenSearchNode {
    public static void main(String[] told) throws Exception {
        var runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", told[1]);
            settings.put("http.port", told[2]);
            settings.put("transport.port", told[3]);
            settings.put("cluster.name", told[4]);
            settings.put("discovery.type", "zen");
            settings.putList("cluster.initial_cluster_manager_nodes", told[5].split(","));
            settings.putList("discovery.seed_hosts", told[6].split(","));
            settings.put("network.host", "127.0.0.1");
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            // A killed node is told from a slow one sooner than in production.
            settings.put("cluster.fault_detection.follower_check.interval", "500ms");
            settings.put("cluster.fault_detection.follower_check.retry_count", 2);
        });
        runner.build(OpenSearchRunner.newConfigs()
            .basePath(Path.of(told[0]).toAbsolutePath().toString())
            .clusterName(told[4])
            .numOfNode(1));
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
